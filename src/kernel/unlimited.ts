import type { Limit } from '../record/amount.js'

/**
 * "No limit" in kB, as a counter prints it: 2^53 - 1 (until 3.11), 2^54 - 1 (3.13 to 3.18), 2^53 less one page (3.19
 * on; the page can be 64 KiB), and on 32-bit kernels of 3.19 and later exactly 2^33 - 4.
 */
const UNLIMITED_KB = 2n ** 53n - 64n
const UNLIMITED_KB_32_BIT = 2n ** 33n - 4n

/** 2^63 less one page, as memory.stat prints hierarchical limits. */
const UNLIMITED_BYTES = 2n ** 63n - 65536n

/** kB as printed to bytes; `undefined` when a double would lose digits. */
export function kilobytesOrUnlimited(printed: string): Limit | undefined {
  const kb = Number(printed)
  if (kb < 4_294_967_296) return kb * 1024
  const exact = BigInt(printed)
  if (exact >= UNLIMITED_KB || exact === UNLIMITED_KB_32_BIT) return 'unlimited'
  const bytes = exact * 1024n
  return bytes > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(bytes)
}

export function isUnlimitedBytes(printed: string): boolean {
  return printed.length >= 19 && printed.length <= 20 && BigInt(printed) >= UNLIMITED_BYTES
}
