import type { QuantityFormat } from './quantity.js'

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const UNIT = 10n ** 9n

/**
 * A number of bytes as Kubernetes prints it: with the largest suffix that leaves no fraction.
 *
 *     formatQuantity(1610612736, 'BinarySI')   // '1536Mi'
 *     formatQuantity(1000, 'BinarySI')         // '1k'
 *
 * Throws a `RangeError` for a number that is no integer or not exact.
 */
export function formatQuantity(bytes: number | bigint, format: 'BinarySI' | 'DecimalSI'): string {
  if (typeof bytes === 'number' && !Number.isSafeInteger(bytes))
    throw new RangeError('bytes must be an integer that a double holds exactly')
  return formatNanos(BigInt(bytes) * UNIT, format)
}

/** The same for an amount in billionths: what is no whole number, or below 1024, has no binary suffix. */
export function formatNanos(nanos: bigint, format: QuantityFormat): string {
  const isSmall = nanos > -1024n * UNIT && nanos < 1024n * UNIT
  if (format === 'BinarySI' && !isSmall && nanos % UNIT === 0n) {
    const { count, steps } = divideOut(nanos / UNIT, 1024n, BINARY.length - 1)
    return `${count}${BINARY[steps] ?? ''}`
  }
  const { count, steps } = divideOut(nanos, 1000n, DECIMAL.length - 1)
  const exponent = 3 * steps - 9
  if (nanos === 0n) return '0'
  if (format === 'DecimalExponent') return exponent === 0 ? `${count}` : `${count}e${exponent}`
  return `${count}${DECIMAL[steps] ?? ''}`
}

function divideOut(
  value: bigint,
  by: bigint,
  most: number,
): { readonly count: bigint; readonly steps: number } {
  let count = value
  let steps = 0
  while (steps < most && count !== 0n && count % by === 0n) {
    count /= by
    steps++
  }
  return { count, steps }
}
