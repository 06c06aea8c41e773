import { quantityToBytes } from '../klog/index.js'

/** Resources that are counted in bytes. cpu and pid are not. */
export function isCountedInBytes(resource: string): boolean {
  return BYTES.has(resource) || resource.startsWith('hugepages-')
}

/** Signals of the eviction manager whose amounts are bytes; the others count inodes and process ids. */
export function isSignalInBytes(signal: string | undefined): boolean {
  return (
    signal !== undefined &&
    /^(?:allocatable)?[a-zA-Z]{1,16}\.available$/.test(signal) &&
    signal !== 'pid.available'
  )
}

const BYTES = new Set(['memory', 'ephemeral-storage', 'storage', 'nodefs', 'imagefs', 'containerfs'])

/** An amount in bytes, as a quantity prints it: `3311436Ki`. Never less than nothing is available, so no sign. */
export function bytesOf(quantity: string | undefined): number | undefined {
  return quantity !== undefined && /^\d/.test(quantity) ? quantityToBytes(quantity) : undefined
}

/** A decimal number that a double holds exactly, and nothing else: no `0x`, no sign, no blanks. */
export function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}
