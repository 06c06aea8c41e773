import type { At } from '../record/index.js'

/** When it happened, as far as the log says: what was printed, and what it means where that is not the same. */
export function moment(at: At): string | undefined {
  const boot = sinceBoot(at)
  const clock = clockTime(at)
  if (clock === undefined) return boot
  return boot === undefined ? clock : `${clock}, ${boot}`
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
