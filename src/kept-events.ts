import { isRead, slim } from './keep-event.js'
import { Landmarks } from './landmarks.js'
import type { Event, EventType } from './record/index.js'

/** So many characters of JSON: at the end each of them is several bytes of records, clocks and findings. */
const MOST_CHARACTERS = 3 * 1024 * 1024
/** An event that takes a larger part than this of the room is not worth it. */
const LARGEST = 64

interface Entry {
  readonly type: EventType
  readonly turn: number
  readonly text: string
  readonly isWanted: boolean
}

export interface KeptEvent {
  readonly event: Event
  /** Whether it was handed on, as `add` was told. */
  readonly isWanted: boolean
}

/**
 * The events of a log that the findings at its end rest on, as many as there is room for. Where there is no room, those that no
 * rule reads go first, then those of the type that has most: its first ones and its newest stay. So few reloads and starts of
 * the kubelet outlast any number of OOMs.
 */
export class KeptEvents {
  readonly #most: number
  readonly #groups = new Map<string, Group>()
  readonly #unread = new Group()
  readonly #landmarks = new Landmarks()
  readonly #notKept = new Map<EventType, number>()
  #turn = 0
  #length = 0

  constructor(mostCharacters = MOST_CHARACTERS) {
    this.#most = mostCharacters
  }

  add(event: Event, isWanted = true): void {
    const { type } = event
    // As text it is small, and pins no chunk of the input in memory.
    const text = JSON.stringify(slim(event))
    const isLandmark = this.#landmarks.isOne(event)
    if (text.length > this.#most / LARGEST) {
      if (isLandmark || isRead(event)) this.#miss(type)
      return
    }
    const group = isLandmark
      ? this.#groupOf(`landmark ${type}`)
      : isRead(event)
        ? this.#groupOf(type)
        : this.#unread
    group.add({ type, turn: this.#turn++, text, isWanted })
    this.#length += text.length
    while (this.#length > this.#most && this.#letGo()) {}
  }

  /** In the order in which they came. */
  entries(): KeptEvent[] {
    return [this.#unread, ...this.#groups.values()]
      .flatMap((group) => group.entries())
      .sort((a, b) => a.turn - b.turn)
      .map(({ text, isWanted }) => ({ event: JSON.parse(text) as Event, isWanted }))
  }

  /** How many of each type that rules read were let go. */
  get notKept(): ReadonlyMap<EventType, number> {
    return this.#notKept
  }

  #groupOf(name: string): Group {
    let group = this.#groups.get(name)
    if (group === undefined) {
      group = new Group()
      this.#groups.set(name, group)
    }
    return group
  }

  #letGo(): boolean {
    const unread = this.#unread.letGo()
    const entry = unread ?? this.#largest()?.letGo()
    if (entry === undefined) return false
    this.#length -= entry.text.length
    if (unread === undefined) this.#miss(entry.type)
    return true
  }

  #miss(type: EventType): void {
    this.#notKept.set(type, (this.#notKept.get(type) ?? 0) + 1)
  }

  #largest(): Group | undefined {
    let largest: Group | undefined
    for (const group of this.#groups.values())
      if (largest === undefined || group.length > largest.length) largest = group
    return largest
  }
}

/** Entries of one kind: those that it began with, and the newest. */
class Group {
  /** In characters. */
  length = 0
  #first: Entry[] = []
  #newest: (Entry | undefined)[] = []
  /** Where the newest begin: before it are those that were let go. */
  #from = 0
  #isCut = false

  add(entry: Entry): void {
    this.#newest.push(entry)
    this.length += entry.text.length
  }

  /** The oldest of the newest; the first ones only when no other is left. */
  letGo(): Entry | undefined {
    if (!this.#isCut) {
      this.#isCut = true
      this.#first = this.#newest.splice(0, this.#newest.length >> 1).filter((one) => one !== undefined)
    }
    const entry = this.#newest[this.#from] ?? this.#first.pop()
    if (entry === undefined) return undefined
    this.length -= entry.text.length
    if (this.#from < this.#newest.length) this.#newest[this.#from++] = undefined
    if (this.#from > 1024 && this.#from * 2 > this.#newest.length) {
      this.#newest = this.#newest.slice(this.#from)
      this.#from = 0
    }
    return entry
  }

  entries(): Entry[] {
    return this.#first.concat(this.#newest.filter((one) => one !== undefined))
  }
}
