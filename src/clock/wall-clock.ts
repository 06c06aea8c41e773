import type { At } from '../record/at.js'
import { localMs, type Stamp } from '../stamp/index.js'
import type { ZoneChoice } from './host-zone.js'
import { type Moment, setInstant } from './moments.js'

/** dmesg -T computes from whole seconds of boot time and clock. */
const DMESG_MS = 2000
/** A line that is this much older than the one before has only come late. */
const LATE_MS = 5000

/** journald and rsyslog stamp a line of the kernel when they read it, on a machine that is out of memory. */
const READ_LATE_MS = 1000

/** The year of a stamp that prints none. */
export interface YearChoice {
  readonly year: number
  readonly stated: boolean
}

/** What a stamp without zone or year means. */
export interface Meaning {
  readonly zone: ZoneChoice | undefined
  readonly year: YearChoice | undefined
}

/** Puts instants into moments whose stamp has a date, in the order of an input's lines. */
export class WallClock {
  #last: number | undefined
  readonly #framing: string

  constructor(framing: string) {
    this.#framing = framing
  }

  /** Gives what is missing, where something is. */
  resolve(moment: Moment, { zone, year }: Meaning): 'year' | 'zone' | undefined {
    const { stamp, at } = moment
    if (stamp === undefined || at.epochMs !== undefined) return undefined
    const shown = stamp.year ?? year?.year
    if (shown === undefined) return 'year'
    const local = localMs(stamp, shown)
    if (local === undefined) return 'year'
    const instant =
      stamp.offsetMinutes === undefined
        ? zone?.zone.instantOf(local)
        : { epochMs: local - stamp.offsetMinutes * 60_000, doubtMs: 0 }
    if (instant === undefined) return 'zone'
    // Files are listed by name, lines are written one after the other.
    const inOrder = at.basis === 'none' || at.basis === 'monotonic-only'
    const { doubtMs, epochMs } = inOrder ? this.#inOrder(instant) : instant
    if (inOrder) this.#last = epochMs
    const inferred: ('year' | 'zone')[] = []
    if (stamp.year === undefined && year?.stated === false) inferred.push('year')
    if (stamp.offsetMinutes === undefined && zone?.stated === false) inferred.push('zone')
    const uncertaintyMs = exactness(stamp) + doubtMs
    setInstant(moment, { epochMs, basis: this.#basisOf(stamp, at), uncertaintyMs, inferred })
    return undefined
  }

  /** The hour that is there twice: behind a line of its second time, all are of that. */
  #inOrder({ epochMs, doubtMs, again }: { epochMs: number; doubtMs: number; again?: number }) {
    const second = again !== undefined && this.#last !== undefined && this.#last > epochMs + LATE_MS
    return second ? { epochMs: again, doubtMs: 0 } : { epochMs, doubtMs }
  }

  #basisOf(stamp: Stamp, { basis }: At): At['basis'] {
    if (basis !== 'none' && basis !== 'monotonic-only') return basis
    if (stamp.form === 'klog') return 'klog'
    if (stamp.form === 'dmesg' || this.#framing.startsWith('dmesg')) return 'dmesg-wall-clock'
    return stamp.form === 'full' || this.#framing.startsWith('journal') ? 'journal' : 'syslog'
  }
}

/** How far the truth can be from what a stamp prints, in milliseconds. */
export function exactness({ form, resolutionMs }: Stamp): number {
  return form === 'dmesg' ? Math.max(DMESG_MS, resolutionMs) : resolutionMs
}

/** How exact an instant is that the reader of the line knew. */
export function setUncertainty({ at, stamp }: Moment): void {
  if (at.epochMs === undefined || at.uncertaintyMs !== undefined || stamp === undefined) return
  at.uncertaintyMs = at.basis === 'dmesg-wall-clock' ? DMESG_MS : stamp.resolutionMs
}

/** Microseconds of a reader's clock are none of the kernel's. */
export function widenReceived(moment: Moment): void {
  const { ofKernel, at } = moment
  const { epochMs, monotonicSec, basis, uncertaintyMs = 0 } = at
  if (!ofKernel || epochMs === undefined || monotonicSec !== undefined) return
  if ((basis === 'journal' || basis === 'syslog') && uncertaintyMs < READ_LATE_MS)
    moment.at = { ...at, uncertaintyMs: READ_LATE_MS }
}
