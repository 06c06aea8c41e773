import type { At } from '../record/index.js'

const DAY_MS = 86_400_000
const QUARTER_MS = 900_000
const VAGUE_MS = 60_000
const LOGS: ReadonlySet<At['basis']> = new Set([
  'journal',
  'syslog',
  'klog',
  'dmesg-wall-clock',
  'file-mtime',
])

/**
 * Which clock these moments are told by, and what their logs print instead where all of them have one other clock.
 *
 *     clockNote([{ epochMs: …, printed: 'Jul 14 20:07:11', basis: 'syslog' }])   // 'UTC (12:07 is 20:07 in the logs)'
 */
export function clockNote(moments: readonly At[]): string {
  const offsets = new Set(moments.map(offsetOf).filter((offset) => offset !== undefined))
  const [offset = 0] = offsets
  const first = moments.find((at) => offsetOf(at) !== undefined)?.epochMs
  if (offsets.size !== 1 || offset === 0 || first === undefined) return 'UTC'
  return `UTC (${clock(first)} is ${clock(first + offset)} in the logs)`
}

/** How far the printed clock is ahead; its date is not looked at, so only the rest of a day is known. */
function offsetOf({ epochMs, printed, basis, uncertaintyMs = 0 }: At): number | undefined {
  if (epochMs === undefined || printed === undefined || !LOGS.has(basis) || uncertaintyMs > VAGUE_MS)
    return undefined
  const [, hour, minute, second] = /(?:^|\D)(\d\d):(\d\d):(\d\d)/.exec(printed) ?? []
  if (hour === undefined) return undefined
  const local = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000
  // Zones are whole quarters of an hour.
  const ahead = Math.round((local - restOfDay(epochMs)) / QUARTER_MS) * QUARTER_MS
  return restOfDay(ahead)
}

function restOfDay(ms: number): number {
  return ((ms % DAY_MS) + DAY_MS) % DAY_MS
}

function clock(ms: number): string {
  const minutes = Math.floor(restOfDay(ms) / 60_000)
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
