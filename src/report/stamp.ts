import type { At } from '../record/index.js'

/** Above this a time is worth a mark. */
const SURE_MS = 1000
/** Milliseconds of a time that is less exact than this would be noise. */
const EXACT_MS = 100

/**
 * When, in one word for a row of the timeline: UTC, with a `~` in front when it can be off by more than a second; seconds
 * after boot, or what was printed, where the instant is not known.
 *
 *     stamp({ epochMs: 1732385780250, basis: 'klog' })   // '2024-11-23T18:16:20.250Z'
 */
export function stamp(at: At): string {
  const { epochMs, uncertaintyMs = 0, monotonicSec, printed } = at
  if (epochMs !== undefined) {
    const iso = isoOf(epochMs)
    if (iso !== undefined) {
      const exact = uncertaintyMs <= EXACT_MS && epochMs % 1000 !== 0
      return `${uncertaintyMs > SURE_MS ? '~' : ''}${exact ? iso : iso.replace(/\.\d{3}Z$/, 'Z')}`
    }
  }
  if (monotonicSec !== undefined) return `+${Math.round(monotonicSec * 1000) / 1000}s`
  return printed ?? '-'
}

/** A stamp whose day stands above the rows. `time` has a blank or `~` in front, so that the digits are aligned. */
export interface Dated {
  readonly day?: string
  readonly time: string
}

/**
 *     dated({ epochMs: 1732385780250, basis: 'klog' })   // { day: '2024-11-23', time: ' 18:16:20.250' }
 */
export function dated(at: At): Dated {
  const text = stamp(at)
  const [, about = '', day, time = ''] = /^(~?)([+-]?\d{4,6}-\d\d-\d\d)T([\d:.]+)Z$/.exec(text) ?? []
  return day === undefined || at.epochMs === undefined
    ? { time: ` ${text}` }
    : { day, time: `${about || ' '}${time}` }
}

/** A clock that ran wild can be outside of what a calendar has. */
function isoOf(epochMs: number): string | undefined {
  const date = new Date(epochMs)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
