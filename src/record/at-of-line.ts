import type { At } from './at.js'
import type { FramingName } from './framing-name.js'
import type { LogLine } from './line.js'

/** What the first line says of the time, as printed: an instant only where the stamp itself has year and zone. */
export function atOf({ printed, monotonicSec, epochMs, framing }: LogLine): At {
  const at: At = { basis: 'none' }
  if (printed !== undefined) at.printed = printed
  if (monotonicSec !== undefined) {
    at.monotonicSec = monotonicSec
    at.basis = 'monotonic-only'
  }
  if (epochMs !== undefined) {
    at.epochMs = Math.floor(epochMs)
    at.iso = new Date(at.epochMs).toISOString()
    at.basis = basisOf(framing)
  }
  return at
}

export function basisOf(framing: FramingName): At['basis'] {
  if (framing.startsWith('dmesg')) return 'dmesg-wall-clock'
  if (framing.startsWith('journal')) return 'journal'
  if (framing.startsWith('klog')) return 'klog'
  return 'syslog'
}
