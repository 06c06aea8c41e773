const UNIT = /(\d{0,19})(?:\.(\d{0,18}))?(ns|us|µs|μs|ms|s|m|h)/y

const NANOS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

/** Go keeps durations in 64 bits of nanoseconds. */
const MOST = 2n ** 63n - 1n

/**
 * A duration as Go prints and takes it, in milliseconds; `undefined` where it is none.
 *
 *     parseGoDuration('1m30s')   // 90000
 *     parseGoDuration('1.5µs')   // 0.0015
 */
export function parseGoDuration(text: string): number | undefined {
  if (text.length > 256) return undefined
  const sign = text.startsWith('-') ? -1 : 1
  const from = sign < 0 || text.startsWith('+') ? 1 : 0
  if (text.slice(from) === '0') return 0
  const nanos = nanosOf(text, from)
  if (nanos === undefined || nanos > MOST) return undefined
  if (nanos === 0n) return 0
  return sign * (Number(nanos / 1_000_000n) + Number(nanos % 1_000_000n) / 1e6)
}

function nanosOf(text: string, from: number): bigint | undefined {
  let nanos = 0n
  let at = from
  do {
    UNIT.lastIndex = at
    const [, whole = '', fraction = '', unit = ''] = UNIT.exec(text) ?? []
    const size = NANOS[unit]
    if (size === undefined || whole + fraction === '') return undefined
    nanos += BigInt(whole || '0') * size + (BigInt(fraction || '0') * size) / 10n ** BigInt(fraction.length)
    at = UNIT.lastIndex
  } while (at < text.length)
  return nanos
}
