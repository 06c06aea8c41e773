import type { At } from '../record/at.js'

const STAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/

/** Unix time in milliseconds, rounded down, of a stamp as Go prints it: `2026-11-23T19:37:19.810744810+01:00`. */
export function epochOf(stamp: string): number | undefined {
  const parts = STAMP.exec(stamp)
  if (parts === null) return undefined
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number)
  if (year === undefined || month === undefined || year < 1970) return undefined
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const [fraction = '', sign, zoneHours, zoneMinutes] = parts.slice(7)
  const ahead = sign === undefined ? 0 : Number(zoneHours) * 60 + Number(zoneMinutes)
  return local - (sign === '-' ? -ahead : ahead) * 60_000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
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
