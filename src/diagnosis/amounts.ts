const KIB = 1024
const GIB = 1024 ** 3

/** Below this an amount in GiB would be 0.00. */
const WORTH_A_GIB = 10 * 1024 ** 2

/**
 * An amount, exact in KiB and for the eye in GiB, whose last digit is cut and not rounded: never more than there is.
 *
 *     amount(28639567872)   // '27968328 KiB (26.67 GiB)'
 */
export function amount(bytes: number): string {
  const exact = bytes % KIB === 0 ? `${bytes / KIB} KiB` : `${bytes} bytes`
  return Math.abs(bytes) < WORTH_A_GIB ? exact : `${exact} (${gib(bytes)} GiB)`
}

function gib(bytes: number): string {
  return (Math.trunc((bytes * 100) / GIB) / 100).toFixed(2)
}

/** Limits are rounded down to the page when they are written: less than a page apart is the same limit. */
export function sameLimit(a: number, b: number, pageBytes: number): boolean {
  return Math.abs(a - b) < pageBytes
}

const SUFFIXES = new Map<string, number>([
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['Ki', 1024],
  ['Mi', 1024 ** 2],
  ['Gi', 1024 ** 3],
  ['Ti', 1024 ** 4],
  ['Pi', 1024 ** 5],
])

/**
 * The memory in a reservation as the kubelet's flags have it; undefined where none is named or it is not exact.
 *
 *     reservedMemory('cpu=100m,memory=1.5Gi')   // 1610612736
 */
export function reservedMemory(flag: string): number | undefined {
  for (const part of flag.split(',')) {
    const found = /^memory=([0-9]{1,16})(?:\.([0-9]{1,9}))?([A-Za-z]{0,2})$/.exec(part.trim())
    const scale = SUFFIXES.get(found?.[3] ?? '')
    if (found === null || scale === undefined) continue
    // Kubernetes rounds a fraction of a byte up.
    const bytes = Math.ceil(Number(`${found[1]}.${found[2] ?? 0}`) * scale)
    return Number.isSafeInteger(bytes) ? bytes : undefined
  }
  return undefined
}
