import type { At } from '../record/at.js'
import type { ClockFact } from '../record/clock-fact.js'
import type { FoundEvent } from '../record/event.js'
import type { Problem } from '../record/problem.js'
import type { Source } from '../record/source.js'
import type { Stamp } from './stamp.js'

/** What a file that is no log says. */
export interface Evidence {
  /** What the file is: `file-times`, `meminfo`; more than one where it holds several things. */
  readonly kinds: string[]
  readonly events: FoundEvent[]
  readonly facts: ClockFact[]
  readonly problems: Problem[]
  /** The machine's name, from a file that says nothing else. */
  readonly host?: string
}

type Base = 'at' | 'source' | 'problems'
/** What a form says of an event; the rest is the same for all. */
export type Said = FoundEvent extends infer One
  ? One extends { readonly message: string }
    ? Omit<One, Base>
    : never
  : never

type Fact = ClockFact extends infer One ? (One extends ClockFact ? Omit<One, 'source'> : never) : never

/** Lines of the file: one, or from one to another. */
export type Lines = number | readonly [first: number, last: number]

/** A list of a million damaged objects is one that nobody reads. */
const MOST_PROBLEMS = 100

/** Collects what one form reads from one file. */
export class Findings {
  readonly events: FoundEvent[] = []
  readonly facts: ClockFact[] = []
  readonly problems: Problem[] = []
  readonly kinds: Set<string>
  host: string | undefined
  #input: string
  /** By offset: its first and its last moment. A folder of a thousand files has two offsets, not a thousand. */
  #offsets = new Map<number, { first: Moment; last: Moment }>()

  constructor(input: string, kind: string) {
    this.#input = input
    this.kinds = new Set([kind])
  }

  event(said: Said, at: At, lines: Lines, problems: readonly Problem[] = []): void {
    this.events.push({
      ...said,
      at: { ...at },
      source: this.source(lines),
      problems: [...problems],
    } as FoundEvent)
  }

  fact(fact: Fact, lines: Lines): void {
    this.facts.push({ ...fact, source: this.source(lines) } as ClockFact)
  }

  /** So much is damaged that reading on is of no use. */
  get isFull(): boolean {
    return this.problems.length >= MOST_PROBLEMS
  }

  problem(code: string, message: string, line?: number): void {
    if (this.isFull) return
    this.problems.push(line === undefined ? { code, message } : { code, message, line })
  }

  /** A stamp whose offset is the machine's own: how far its local time was from UTC at that moment. */
  offset({ epochMs, offsetMinutes }: Stamp, line: number): void {
    if (epochMs === undefined || offsetMinutes === undefined) return
    const moment = { epochMs, line }
    const known = this.#offsets.get(offsetMinutes)
    if (known === undefined) this.#offsets.set(offsetMinutes, { first: moment, last: moment })
    else if (epochMs < known.first.epochMs) known.first = moment
    else if (epochMs > known.last.epochMs) known.last = moment
  }

  evidence(): Evidence {
    for (const [offsetMinutes, { first, last }] of this.#offsets) {
      for (const { epochMs, line } of first === last ? [first] : [first, last]) {
        this.fact({ kind: 'offset', epochMs, offsetMinutes }, line)
      }
    }
    const { events, facts, problems, host } = this
    return { kinds: [...this.kinds], events, facts, problems, ...(host === undefined ? {} : { host }) }
  }

  private source(lines: Lines): Source {
    const [firstLine, lastLine] = typeof lines === 'number' ? [lines, lines] : lines
    return { input: this.#input, firstLine, lastLine }
  }
}

interface Moment {
  readonly epochMs: number
  readonly line: number
}

/** For what was true when the command ran, which nobody has said. */
export const UNKNOWN: At = { basis: 'none' }
