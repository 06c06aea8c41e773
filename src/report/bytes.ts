import { roughSize } from '../figures/index.js'
import type { Limit } from '../record/index.js'
import { NBSP } from './columns.js'

/** `4.00 GiB`, with a blank at which no line is broken. */
export function size(bytes: number): string {
  return roughSize(bytes).replace(' ', NBSP)
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
