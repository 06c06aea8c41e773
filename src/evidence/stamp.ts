import type { At } from '../record/at.js'
import { localMs, readStamp as readParts, type StampForm } from '../stamp/index.js'

/** A time with what it says of itself. */
export interface Stamp {
  readonly printed: string
  /** Only where the stamp has a zone that is a number, or UTC. */
  readonly epochMs?: number
  /** Only where the zone is printed as a number. */
  readonly offsetMinutes?: number
  /** How exact it is printed: 1000 for whole seconds. */
  readonly resolutionMs: number
}

/** What `date`, `stat`, the API and their kin print; the other forms are those of logs. */
const FORMS: ReadonlySet<StampForm> = new Set(['iso', 'full', 'date', 'dmesg', 'unix'])
/** `date +%s.%N`: a lone number is a time only with all nine digits. */
const NANOSECONDS = /\.\d{9}$/
/** `+0100` at the end, or before the year as `date` prints it. */
const NUMERIC_ZONE = /[+-]\d\d(?::?\d\d)?(?: \d{4})?$/

/**
 * Reads a time as `date`, `stat`, the API and their kin print it; nothing when the text is something else.
 *
 *     readStamp('2026-11-23T19:28:11+01:00')   // { epochMs: 1795458491000, offsetMinutes: 60, resolutionMs: 1000, … }
 *     readStamp('Mon Nov 23 19:28:10 CET 2026')   // no epochMs: CET is a name, and names of zones are not unique
 */
export function readStamp(text: string): Stamp | undefined {
  if (text.length < 19 || text.length > 48) return undefined
  const parts = readParts(text)
  if (parts?.year === undefined || !FORMS.has(parts.form) || parts.resolutionMs > 1000) return undefined
  if (parts.form === 'unix' && !NANOSECONDS.test(text)) return undefined
  const { year, offsetMinutes, resolutionMs } = parts
  const local = localMs(parts, year)
  if (local === undefined || offsetMinutes === undefined) return { printed: text, resolutionMs }
  const epochMs = Math.floor(local) - offsetMinutes * 60_000
  const numeric = parts.form !== 'unix' && NUMERIC_ZONE.test(text)
  return { printed: text, epochMs, resolutionMs, ...(numeric ? { offsetMinutes } : {}) }
}

/** The moment of a stamp, with what it rests on. */
export function atOf(stamp: Stamp, basis: At['basis']): At {
  const { printed, epochMs, resolutionMs } = stamp
  if (epochMs === undefined) return { printed, basis }
  return { printed, epochMs, iso: new Date(epochMs).toISOString(), basis, uncertaintyMs: resolutionMs }
}
