import type { ClockFact } from './record/clock-fact.js'
import type { LogLine } from './record/line.js'

/** So many pairs of clocks are kept of an input: enough to see where they go apart. */
const MAX_PAIRS = 1024
const MAX_OFFSETS = 64
/** Clocks that go apart by more than this since the last pair are worth another one. */
const WORTH_MS = 250

const ZONE = /(?:([+-])(\d\d):?(\d\d)|Z)$/

/**
 * What the lines of a log say about clocks: pairs of wall clock and kernel clock, offsets of stamps with a zone. Bounded:
 * pairs get rarer as the log gets longer, unless the clocks go apart.
 */
export class ClockSamples {
  readonly #input: string
  readonly #sink: (fact: ClockFact) => void
  #every = 1
  #lines = 0
  #pairs = 0
  #lastPairMs: number | undefined
  #offsets = 0
  #zone = ''
  #lastZoned: LogLine | undefined

  constructor(input: string, sink: (fact: ClockFact) => void) {
    this.#input = input
    this.#sink = sink
  }

  see(line: LogLine): void {
    const { printed, epochMs, monotonicSec } = line
    if (printed === undefined) return
    if (monotonicSec !== undefined && isWallClock(line)) this.#seePair(line, printed, monotonicSec)
    if (epochMs !== undefined) this.#seeZone(line, printed, epochMs)
  }

  #seePair(line: LogLine, printed: string, monotonicSec: number): void {
    this.#lines++
    const { epochMs } = line
    const bootMs = epochMs === undefined ? undefined : epochMs - monotonicSec * 1000
    const apart =
      bootMs !== undefined && this.#lastPairMs !== undefined && Math.abs(bootMs - this.#lastPairMs) > WORTH_MS
    if (!apart && this.#lines % this.#every !== 0) return
    if (this.#pairs >= MAX_PAIRS) return
    this.#pairs++
    // 128 pairs one after the other, then every 16th line, and so on.
    if (this.#pairs % 128 === 0) this.#every *= 16
    this.#lastPairMs = bootMs
    this.#sink({
      kind: 'both-clocks',
      ...this.#placeOf(line),
      printed,
      ...(epochMs === undefined ? {} : { epochMs }),
      monotonicSec,
      resolutionMs: resolutionOf(printed),
    })
  }

  #seeZone(line: LogLine, printed: string, epochMs: number): void {
    if (this.#offsets >= MAX_OFFSETS) return
    const end = printed.charCodeAt(printed.length - 1)
    const zone = end === 90 ? 'Z' : end >= 48 && end <= 57 ? printed.slice(-6) : ''
    if (zone === '') return
    const last = this.#lastZoned
    this.#lastZoned = line
    if (zone === this.#zone) return
    const found = ZONE.exec(printed)
    if (found === null) return
    // Between these two lines the clocks were changed: the nearer they are, the fewer hours are in doubt.
    const before = last?.printed === undefined ? null : ZONE.exec(last.printed)
    if (last?.epochMs !== undefined && before !== null) this.#seeOffset(last, last.epochMs, before)
    this.#zone = zone
    this.#seeOffset(line, epochMs, found)
  }

  #seeOffset(line: LogLine, epochMs: number, zone: RegExpExecArray): void {
    this.#offsets++
    this.#sink({ kind: 'offset', ...this.#placeOf(line), epochMs, offsetMinutes: minutesOf(zone) })
  }

  #placeOf({ firstLine, lastLine, host }: LogLine) {
    const source = { input: this.#input, firstLine, lastLine }
    return host === undefined ? { source } : { source, host }
  }
}

/**
 * A stamp that is more than the kernel's clock itself. In the journal only the kernel's lines have its clock: for others
 * the two times are of two moments, of sending and of arriving.
 */
function isWallClock({ epochMs, printed = '', framing, sender }: LogLine): boolean {
  if ((framing === 'journal-json' || framing === 'journal-export') && sender !== 'kernel') return false
  return epochMs !== undefined || framing === 'dmesg-wall-clock' || /[A-Za-z]/.test(printed)
}

function minutesOf([, sign, hours = '', minutes = '']: RegExpExecArray): number {
  if (sign === undefined) return 0
  const all = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -all : all
}

/** Microseconds of journald's numbers and of fractions; else the last digit that is printed. */
function resolutionOf(printed: string): number {
  if (/^\d{15,17}$/.test(printed)) return 1
  const fraction = /[.,](\d{1,9})/.exec(printed)?.[1]
  return fraction === undefined ? 1000 : Math.max(1, 10 ** (3 - fraction.length))
}
