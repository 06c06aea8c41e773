import type { At, Event, Finding } from '../record/index.js'
import type { Case } from './case.js'

export type Evidence = Finding['evidence'][number]

/** Names come from logs: a finding shows so much of one. */
const LONGEST_NAME = 200

/** Events of one kind that a finding shows; the rest is in `events`. */
export const MOST_SHOWN = 12

/** The lines that a finding rests on: each event once, in timeline order. */
export class EvidenceLines {
  readonly #lines = new Map<Event, string>()

  add(event: Event | undefined, says: string): this {
    if (event !== undefined && !this.#lines.has(event)) this.#lines.set(event, says)
    return this
  }

  /** As `add`, unless another event has said the same. */
  addOnce(event: Event, says: string): this {
    return [...this.#lines.values()].includes(says) ? this : this.add(event, says)
  }

  inOrder(one: Case): Evidence[] {
    return [...this.#lines]
      .sort(([a], [b]) => one.position(a) - one.position(b))
      .map(([event, says]) => ({
        input: event.source.input,
        line: event.source.firstLine,
        at: event.at,
        says,
      }))
  }
}

/** A moment in words: as its log prints it, and the instant where it is known. */
export function moment(at: At): string {
  const printed = inLog(at)
  return at.iso === undefined || sameInstant(at.iso, printed) ? printed : `${printed} (${at.iso})`
}

/** A moment where the reader will look for it: as its log prints it. */
export function inLog(at: At): string {
  const printed = isWallClock(at) && at.printed !== undefined ? named(at.printed) : undefined
  // Microseconds since 1970, as journald's JSON has them, tell a reader nothing.
  return printed === undefined || !printed.includes(':') ? instant(at) : printed
}

/** The API prints UTC without a fraction: `2024-11-23T18:16:20Z` needs no second spelling. */
function sameInstant(iso: string, printed: string): boolean {
  return printed === iso || printed === iso.replace(/\.000Z$/, 'Z')
}

/** A moment beside others, which all are on one clock where the instants are known. */
export function instant(at: At): string {
  if (at.iso !== undefined) return at.iso
  if (isWallClock(at) && at.printed !== undefined) return named(at.printed)
  return at.monotonicSec === undefined ? 'an unknown time' : `${at.monotonicSec} s after boot`
}

function isWallClock({ basis }: At): boolean {
  return basis !== 'monotonic-only' && basis !== 'boot-time'
}

/** A name from a log, cut where it is too long to read. */
export function named(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`
}

/** A name for a command line, or the usual one where the log's could mean something to a shell. */
export function shellSafe(name: string | undefined, usual: string): string {
  return name !== undefined && /^[A-Za-z0-9_.@:-]{1,128}$/.test(name) && !name.startsWith('-') ? name : usual
}

/** `3 times`, `once`: how often something was read. */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
