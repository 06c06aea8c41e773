import { roughSize } from '../figures/index.js'

const KIB = 1024
const MIB = 1024 ** 2

/** Smaller amounts are as easy to read in KiB. */
const WORTH_A_MIB = 10 * 1024 ** 2

/**
 * An amount, exact in KiB and for the eye in MiB or GiB, whose last digit is cut and not rounded: never more than there is.
 *
 *     amount(28639567872)   // '27968328 KiB (26.67 GiB)'
 */
export function amount(bytes: number): string {
  const exact = bytes % KIB === 0 ? `${bytes / KIB} KiB` : `${bytes} bytes`
  if (Math.abs(bytes) < WORTH_A_MIB) return exact
  return `${exact} (${short(bytes)})`
}

/** As the kernel prints it, so that it can be searched for: `245760 kB (240 MiB)`. */
export function inKb(bytes: number): string {
  return `${bytes / KIB} kB${forTheEye(bytes)}`
}

/** As memory.stat has it: `251658240 bytes (240 MiB)`. */
export function inBytes(bytes: number): string {
  return `${bytes} bytes${bytes < WORTH_A_MIB ? '' : forTheEye(bytes)}`
}

/** As the task table and the machine's totals have it: `62808 pages (245 MiB)`. */
export function inPages(pages: number, pageSizeBytes: number): string {
  return `${pages} pages${forTheEye(pages * pageSizeBytes)}`
}

/** For summaries, as the report has it: `5.85 MiB`, `245 MiB`, `26.67 GiB`, the last digit cut and not rounded. */
export function short(bytes: number): string {
  return Math.abs(bytes) < KIB ? `${bytes} bytes` : roughSize(bytes)
}

/** Rounded down, so that 100% is all of it: `12%`, `<1%`. */
export function share(part: number, whole: number): string {
  const percent = whole > 0 ? Math.floor((part / whole) * 100) : 0
  return percent === 0 && part > 0 ? '<1%' : `${percent}%`
}

function forTheEye(bytes: number): string {
  return Math.abs(bytes) < MIB ? '' : ` (${short(bytes)})`
}

/** Limits are rounded down to the page when they are written: less than a page apart is the same limit. */
export function sameLimit(a: number, b: number, pageBytes: number): boolean {
  return Math.abs(a - b) < pageBytes
}

/** Suffixes of amounts that memory is given in. In whole numbers: a double makes 70000001 bytes of `0.07G`. */
const SUFFIXES = new Map<string, bigint>([
  ['', 1n],
  ['k', 10n ** 3n],
  ['M', 10n ** 6n],
  ['G', 10n ** 9n],
  ['T', 10n ** 12n],
  ['P', 10n ** 15n],
  ['Ki', 2n ** 10n],
  ['Mi', 2n ** 20n],
  ['Gi', 2n ** 30n],
  ['Ti', 2n ** 40n],
  ['Pi', 2n ** 50n],
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
    const [, whole = '', fraction = ''] = found
    const parts = 10n ** BigInt(fraction.length)
    // Kubernetes rounds a fraction of a byte up.
    const bytes = Number((BigInt(whole + fraction) * scale + parts - 1n) / parts)
    return Number.isSafeInteger(bytes) ? bytes : undefined
  }
  return undefined
}
