import type { At } from '../record/at.js'
import { basisOf } from '../record/at-of-line.js'
import type { ClockFact } from '../record/clock-fact.js'
import type { FoundEvent } from '../record/event.js'
import type { FramingName } from '../record/framing-name.js'
import { isDump } from '../record/is-dump.js'
import type { Reading } from '../record/reading.js'
import type { Source } from '../record/source.js'
import { readStamp, type Stamp } from '../stamp/index.js'

/** Content identity of an event: the same in two inputs that tell of the same event. */
export type Fingerprint = (event: FoundEvent) => string | undefined

/** A time that stands somewhere in an input. `at` is filled in as more becomes known. */
export interface Moment {
  readonly input: number
  /** Where in the input; its span begins before all lines and ends after them. */
  readonly line: number
  readonly source: Source
  readonly host?: string
  readonly stamp?: Stamp
  readonly event?: FoundEvent
  /**
   * A line of the kernel: whoever put the wall clock there did it after the kernel's clock was read. Lines of user space
   * in a journal are the other way round: sent at the wall clock, received at the kernel's.
   */
  readonly ofKernel: boolean
  at: At
}

/** The times of one input. */
export interface InputMoments {
  /** All of them, in the order of their lines. */
  readonly all: readonly Moment[]
  readonly ofEvent: readonly Moment[]
  /** The last time of events that are a series. */
  readonly lastOf: ReadonlyMap<number, Moment>
  readonly from?: Moment
  readonly to?: Moment
  /** Pairs of clocks: their `at` has both. */
  readonly pairs: readonly Moment[]
  /** `uptime -s`. */
  readonly boots: readonly Moment[]
}

export function momentsOf({ input, events, facts }: Reading, index: number): InputMoments {
  const make = (at: At, line: number, source: Source, host?: string, event?: FoundEvent): Moment => {
    // A stamp of the kernel's own clock is no date, whatever it looks like.
    const wall = at.printed === undefined || isKernelClock(at) ? undefined : readStamp(at.printed)
    return {
      input: index,
      line,
      source,
      ...(host === undefined ? {} : { host }),
      ...(wall === undefined ? {} : { stamp: wall }),
      ...(event === undefined ? {} : { event }),
      ofKernel: event !== undefined && (isDump(event) || event.type === 'boot'),
      at: { ...at },
    }
  }
  const ofEvent = events.map((event) =>
    make(event.at, event.source.firstLine, event.source, event.host, event),
  )
  const lastOf = new Map<number, Moment>()
  events.forEach(({ source, host, ...event }, at) => {
    if ('lastAt' in event && event.lastAt !== undefined)
      lastOf.set(at, make(event.lastAt, source.lastLine, source, host))
  })
  const whole = { input: input.name, firstLine: 1, lastLine: Math.max(1, input.lines) }
  const from = input.covers && make(input.covers.from, 0, whole)
  const to = input.covers && make(input.covers.to, Number.MAX_SAFE_INTEGER, whole)
  const pairs = facts.flatMap((fact) => {
    const at = pairOf(fact, input.framing)
    return at === undefined
      ? []
      : [{ ...make(at, fact.source.firstLine, fact.source, fact.host), ofKernel: true }]
  })
  const boots = facts.flatMap((fact) =>
    fact.kind === 'local-boot-time'
      ? [make({ printed: fact.printed, basis: 'none' }, fact.source.firstLine, fact.source, fact.host)]
      : [],
  )
  const ends = [from, to].filter((end) => end !== undefined)
  const all = [...ofEvent, ...lastOf.values(), ...ends, ...pairs, ...boots]
  all.sort((one, other) => one.line - other.line)
  return { all, ofEvent, lastOf, ...(from && { from }), ...(to && { to }), pairs, boots }
}

/** Where a stamp has a fraction of six digits and equals the kernel's clock, it is that clock. */
function isKernelClock({ printed = '', monotonicSec, epochMs }: At): boolean {
  if (monotonicSec === undefined || epochMs !== undefined) return false
  const number = Number(printed)
  return number === monotonicSec || number / 1e6 === monotonicSec
}

function pairOf(fact: ClockFact, framing: FramingName | 'mixed'): At | undefined {
  if (fact.kind !== 'both-clocks') return undefined
  const { printed, monotonicSec, epochMs, resolutionMs } = fact
  const at: At = { printed, monotonicSec, basis: 'none' }
  if (epochMs === undefined || Number.isNaN(new Date(epochMs).getTime())) return at
  const basis = framing === 'mixed' ? 'syslog' : basisOf(framing)
  return { ...at, epochMs, iso: new Date(epochMs).toISOString(), basis, uncertaintyMs: resolutionMs }
}

/** Where the zone and the year of the instant are known: puts it into the moment. */
export function setInstant(
  moment: Moment,
  found: Pick<At, 'epochMs' | 'basis' | 'uncertaintyMs' | 'inferred'>,
) {
  const epochMs = Math.floor(found.epochMs ?? Number.NaN)
  const date = new Date(epochMs)
  if (Number.isNaN(date.getTime())) return
  const { inferred = [], basis } = found
  const at: At = { ...moment.at, epochMs, iso: date.toISOString(), basis }
  if (found.uncertaintyMs !== undefined) at.uncertaintyMs = Math.ceil(found.uncertaintyMs)
  if (inferred.length > 0) at.inferred = inferred
  moment.at = at
}
