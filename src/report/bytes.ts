import type { Limit } from '../record/index.js'
import { NBSP } from './columns.js'

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/**
 * A size in the unit a human would take, three digits of it.
 *
 *     size(4294967296)   // '4.00 GiB'
 */
export function size(bytes: number): string {
  if (Math.abs(bytes) < 1024) return `${bytes}${NBSP}B`
  let value = bytes
  let unit: string = 'B'
  for (const next of UNITS) {
    // 1023.6 MiB would be written as 1024 MiB.
    if (Math.abs(value) < 1023.5) break
    value /= 1024
    unit = next
  }
  return `${digits(value)}${NBSP}${unit}`
}

/** The number as the kernel prints it: its kB are KiB. */
export function kilobytes(bytes: number): string {
  return `${bytes / 1024}${NBSP}kB`
}

/** Size for the eye and kB to search the log for; small amounts need only the second. */
export function sizeAndKilobytes(bytes: number): string {
  return bytes < 1024 * 1024 ? kilobytes(bytes) : `${size(bytes)}${NBSP}(${kilobytes(bytes)})`
}

export function limitSize(limit: Limit): string {
  return limit === 'unlimited' ? limit : size(limit)
}

/** Rounded down, so that 100% means all of it; what is there but below one says so. */
export function percent(part: number, whole: number): string | undefined {
  if (whole <= 0 || part < 0) return undefined
  const share = Math.floor((part / whole) * 100)
  return share === 0 && part > 0 ? '<1%' : `${share}%`
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count}${NBSP}${count === 1 ? noun : plural}`
}

function digits(value: number): string {
  const magnitude = Math.abs(value)
  if (magnitude >= 99.95) return value.toFixed(0)
  return value.toFixed(magnitude >= 9.995 ? 1 : 2)
}
