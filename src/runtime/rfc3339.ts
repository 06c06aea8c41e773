import type { At } from '../record/at.js'
import { localMs, readStamp } from '../stamp/index.js'

/** Unix time in milliseconds, rounded down, of a stamp as Go prints it: `2026-11-23T19:37:19.810744810+01:00`. */
export function epochOf(stamp: string): number | undefined {
  const parts = readStamp(stamp)
  if (stamp.charAt(10) !== 'T' || parts?.form !== 'iso' || parts.year === undefined || parts.year < 1970)
    return undefined
  const local = localMs(parts, parts.year)
  if (local === undefined || parts.offsetMinutes === undefined) return undefined
  return Math.floor(local) - parts.offsetMinutes * 60_000
}

/**
 * The time that the program printed itself, where its wrapper has none with year and zone. The wrapper's goes first: it
 * is of one clock with the lines around it (journald's can be seconds later on a node without memory).
 */
export function atBy(wrapper: At, time: string): At {
  const epochMs = epochOf(time)
  if (wrapper.epochMs !== undefined || epochMs === undefined) return wrapper
  return { printed: time, ...wrapper, epochMs, iso: new Date(epochMs).toISOString(), basis: 'syslog' }
}
