import type { Limit } from '../record/index.js'
import { NBSP } from './columns.js'

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/**
 * A size in the unit a human would take, three digits of it; the rest is cut off, as in the findings: what is shown is there.
 *
 *     size(4294967296)   // '4.00 GiB'
 */
export function size(bytes: number): string {
  if (Math.abs(bytes) < 1024) return `${bytes}${NBSP}B`
  let value = bytes
  let unit: string = 'B'
  for (const next of UNITS) {
    if (Math.abs(value) < 1024) break
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
  const places = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2
  return (Math.trunc(value * 10 ** places) / 10 ** places).toFixed(places)
}
