import type { Document, Event } from '../../record/index.js'
import { firstOf, type Row } from '../../report/index.js'
import { LANES, type Lane } from './kinds.js'
import { eventsOf, type Mark, marksOf, placeOf } from './marks.js'
import type { Clock } from './ticks.js'

/** The lanes of one machine, or of one of its boots where only the time since boot is known. */
export interface Group {
  readonly key: string
  /** The machine's name; '' where there is one machine only, or where its name is not known. */
  readonly host: string
  /** The number of the boot on an axis of seconds after boot, where there are several. */
  readonly boot?: number
  /** All of the machine, also those without a moment: they can tell its memory. */
  readonly events: readonly Event[]
  readonly marks: readonly Mark[]
  /** Those that have marks, in the order in which one leads to the next. */
  readonly lanes: readonly Lane[]
}

export interface Grouped {
  readonly clock: Clock
  readonly groups: readonly Group[]
  /** Rows without a place on the axis. */
  readonly undated: readonly Row[]
}

/** Where a clock goes back by more than this, the machine has booted: lines of several CPUs are out of order by less. */
const BACK_MS = 1000

/** Rows by machine. Without a single instant, or where no dump has one, the axis counts from the boot. */
export function groupsOf(document: Document, rows: readonly Row[]): Grouped {
  const clock = clockOf(document.events)
  const keyOf = clock === 'utc' ? hostKeys(document.events) : bootKeys(document.events)
  const groups = new Map<string, { rows: Row[]; events: Event[] }>()
  const undated: Row[] = []
  for (const row of rows) {
    const first = firstOf(row)
    const key = keyOf(first)
    const group = groups.get(key) ?? { rows: [], events: [] }
    groups.set(key, group)
    for (const event of eventsOf(row)) group.events.push(event)
    if (placeOf(first.at, clock) === undefined) undated.push(row)
    else group.rows.push(row)
  }
  const drawn = [...groups].filter(([, group]) => group.rows.length > 0)
  return { clock, undated, groups: drawn.map(([key, group]) => groupOf(key, group, clock)) }
}

function groupOf(key: string, { rows, events }: { rows: Row[]; events: Event[] }, clock: Clock): Group {
  const marks = marksOf(rows, clock)
  const [host, boot] = JSON.parse(key) as [string, number?]
  return {
    key,
    host,
    ...(boot === undefined ? {} : { boot }),
    events,
    marks,
    lanes: LANES.filter((lane) => marks.some((mark) => mark.lane === lane)),
  }
}

function clockOf(events: readonly Event[]): Clock {
  const told = events.filter(({ at }) => at.epochMs !== undefined || at.monotonicSec !== undefined)
  const dumps = told.filter(({ type }) => type === 'oom' || type === 'page-allocation-failure')
  const deciding = dumps.length > 0 ? dumps : told
  return deciding.length > 0 && deciding.every(({ at }) => at.epochMs === undefined) ? 'boot' : 'utc'
}

/** Where one machine is named at all, what names none is of it. */
function hostKeys(events: readonly Event[]): (event: Event) => string {
  const hosts = new Set(events.flatMap(({ host }) => host ?? []))
  const [only] = hosts
  const fallback = hosts.size === 1 && only !== undefined ? only : ''
  return (event) => {
    const node = 'node' in event && event.node !== undefined && hosts.has(event.node) ? event.node : undefined
    return JSON.stringify([event.host ?? node ?? fallback])
  }
}

/** Each boot of a machine has a clock of its own: what two of them count is not comparable. */
function bootKeys(events: readonly Event[]): (event: Event) => string {
  const hostOf = hostKeys(events)
  const inputOf = oneMachine(events)
  const isOfMany = new Set(events.map(({ source }) => inputOf(source.input))).size > 1
  const boots = new Map<Event, readonly [machine: string, boot: number]>()
  const last = new Map<string, { boot: number; ms: number }>()
  for (const event of events) {
    const ms = placeOf(event.at, 'boot')
    if (ms === undefined) continue
    const [host] = JSON.parse(hostOf(event)) as [string]
    const machine = host === '' && isOfMany ? inputOf(event.source.input) : host
    const before = last.get(machine)
    const boot = before === undefined ? 1 : before.boot + (ms < before.ms - BACK_MS ? 1 : 0)
    last.set(machine, { boot, ms })
    boots.set(event, [machine, boot])
  }
  return (event) => {
    const [machine = '', boot] = boots.get(event) ?? []
    return JSON.stringify((last.get(machine)?.boot ?? 1) > 1 ? [machine, boot] : [machine])
  }
}

/** Inputs that have one event in common are of one machine: the name of the first stands for all of them. */
function oneMachine(events: readonly Event[]): (input: string) => string {
  const parents = new Map<string, string>()
  const rootOf = (input: string): string => {
    const parent = parents.get(input)
    return parent === undefined ? input : rootOf(parent)
  }
  for (const { source, alsoIn = [] } of events)
    for (const { input } of alsoIn) {
      const [root, other] = [rootOf(source.input), rootOf(input)]
      if (root !== other) parents.set(other, root)
    }
  return rootOf
}
