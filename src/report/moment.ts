import type { At } from '../record/index.js'
import { stamp } from './stamp.js'

/** When it happened, as far as the log says: what was printed, and what it means where that is not the same. */
export function moment(at: At): string | undefined {
  const parts = [clockTime(at), instantOf(at), sinceBoot(at)].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(', ')
}

/** The instant of a stamp that does not say it itself, and what of it was inferred. */
function instantOf(at: At): string | undefined {
  const { inferred = [], basis } = at
  const clock = clockTime(at)
  if (at.epochMs === undefined || clock === undefined || clock === at.iso) return undefined
  if (inferred.length === 0)
    return basis === 'boot-time' || !hasZone(clock) ? `that is ${stamp(at)}` : undefined
  return `that is ${stamp(at)} (${inferred.join(' and ')} inferred)`
}

function hasZone(clock: string): boolean {
  return /(?:Z|UTC|[+-]\d\d:?\d\d)$/.test(clock)
}

/** For a table: one stamp. */
export function shortMoment(at: At): string {
  return clockTime(at) ?? (at.monotonicSec === undefined ? '' : `+${seconds(at)}s`)
}

function clockTime(at: At): string | undefined {
  const { printed, iso } = at
  if (printed === undefined || isSeconds(at)) return iso
  // A Unix time (journal-short-unix, JSON) is no reading matter.
  if (iso !== undefined && /^\d[\d.]*$/.test(printed)) return iso
  return printed
}

function sinceBoot(at: At): string | undefined {
  const { monotonicSec } = at
  if (monotonicSec === undefined) return undefined
  const uptime = monotonicSec < 120 ? '' : ` (up ${duration(monotonicSec)})`
  return `${seconds(at)} s after boot${uptime}`
}

function seconds({ printed, monotonicSec }: At): string {
  return printed !== undefined && Number(printed) === monotonicSec ? printed : String(monotonicSec)
}

/** Seconds of dmesg, microseconds of kmsg: the monotonic time says it better. */
function isSeconds({ printed, monotonicSec }: At): boolean {
  if (monotonicSec === undefined || printed === undefined) return false
  const stamp = Number(printed)
  return stamp === monotonicSec || Math.abs(stamp / 1e6 - monotonicSec) < 1e-6
}

function duration(sec: number): string {
  const minutes = Math.floor(sec / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0) return `${days} d ${hours % 24} h`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}
