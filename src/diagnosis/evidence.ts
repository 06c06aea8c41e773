import type { At, Event, Finding } from '../record/index.js'
import type { Case } from './case.js'

export type Evidence = Finding['evidence'][number]

/** Names come from logs: a finding shows so much of one. */
const LONGEST_NAME = 200

/** Events of one kind that a finding shows; the rest is in `events`. */
export const MOST_SHOWN = 12

/**
 * The lines that a finding rests on: each line once, by event in timeline order. Numbers in what is said stand in the line
 * as they are written, unless they are in round brackets.
 */
export class EvidenceLines {
  readonly #said = new Map<Event, Map<number, string[]>>()
  readonly #texts = new Set<string>()

  /** Of a line that has been told of already the first telling stays. Without a line it is the first of the event. */
  add(event: Event | undefined, says: string, line = event?.source.firstLine): this {
    if (event !== undefined && line !== undefined && !this.#linesOf(event).has(line))
      this.#linesOf(event).set(line, [says])
    return this
  }

  /** An amount, beside whatever else is told of its line; one that stands in no single line is left out. */
  quote({ event, line }: Quotable, says: string): this {
    if (line === undefined) return this
    this.#texts.add(says)
    const said = this.#linesOf(event).get(line)
    if (said === undefined) this.#linesOf(event).set(line, [says])
    else if (!said.includes(says)) said.push(says)
    return this
  }

  /** As `quote`, unless another line has said the same. */
  quoteOnce(quotable: Quotable, says: string): this {
    return this.#texts.has(says) ? this : this.quote(quotable, says)
  }

  inOrder(one: Case): Evidence[] {
    return [...this.#said]
      .sort(([a], [b]) => one.position(a) - one.position(b))
      .flatMap(([{ source, at }, lines]) =>
        [...lines]
          .sort(([a], [b]) => a - b)
          .map(([line, said]) => ({ input: source.input, line, at, says: said.join('; ') })),
      )
  }

  #linesOf(event: Event): Map<number, string[]> {
    const known = this.#said.get(event)
    if (known !== undefined) return known
    const lines = new Map<number, string[]>()
    this.#said.set(event, lines)
    return lines
  }
}

interface Quotable {
  readonly event: Event
  readonly line?: number | undefined
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

/** UTC to the second, as the API and journals print it, needs no second spelling: `2024-11-23T18:16:20Z`, `…20+0000`. */
function sameInstant(iso: string, printed: string): boolean {
  const utc = printed.replace(/\+00:?00$/, 'Z')
  return utc === iso || utc === iso.replace(/\.\d{3}Z$/, 'Z')
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
