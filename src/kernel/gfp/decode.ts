import type { Trigger } from '../../record/oom.js'
import { COMPOSITE_CHANGES, compositesOf } from './composites.js'
import { FLAG_CHANGES, flagsOf } from './flags.js'
import { isRedHat, version, versionOf } from './version.js'

/**
 * Kernels until 4.5 print the mask as a number alone, and what its bits mean has changed several times since. Undefined
 * where the release is not known and releases differ in it.
 *
 *     gfpNames('0x201da', '3.10.0-1062.el7.x86_64')   // ['GFP_HIGHUSER_MOVABLE', '__GFP_COLD']
 *     gfpNames('0x24201ca', '4.4.0-142-generic')      // the same
 */
export function gfpNames(mask: string, release: string | undefined): string[] | undefined {
  // The mask is an unsigned int; none at all means that nothing was said.
  if (!/^0x[0-9a-f]{1,8}$/.test(mask)) return undefined
  const bits = Number(mask)
  if (bits === 0) return undefined
  const unsure = release !== undefined && isRedHat(release) ? DOUBTFUL_AT_RED_HAT : NONE
  const readings = releasesFor(release).map((one) => namesIn(one, bits, unsure))
  const [first] = readings
  if (first === undefined) return undefined
  const told = first.toSorted().join('|')
  return readings.every((names) => names.toSorted().join('|') === told) ? first : undefined
}

/** The mask's names with a mark that we made them, or nothing where the kernel printed them or they cannot be told. */
export function decodedFlags(
  { gfpMask, gfpFlags }: Trigger,
  release: string | undefined,
): Pick<Trigger, 'gfpFlags' | 'gfpFlagsBasis'> {
  if (gfpMask === undefined || gfpFlags !== undefined) return {}
  const names = gfpNames(gfpMask, release)
  return names === undefined ? {} : { gfpFlags: names, gfpFlagsBasis: 'decoded' }
}

const NONE: readonly string[] = []

/** el7 has names of later kernels in this bit. */
const DOUBTFUL_AT_RED_HAT = ['__GFP_KMEMCG']

/** Releases in which the change itself was not looked at: what those before and after them agree on holds. */
const BETWEEN: readonly (readonly [first: string, last: string, before: string, after: string])[] = [
  ['4.17', '4.17', '4.16', '4.18'],
  ['5.1', '5.1', '5.0', '5.2'],
  ['6.5', '6.8', '6.4', '6.9'],
]

const ALL = [...new Set([...FLAG_CHANGES, ...COMPOSITE_CHANGES])]
const OLDEST = Math.min(...ALL)

function releasesFor(release: string | undefined): readonly number[] {
  if (release === undefined) return ALL
  const known = versionOf(release)
  if (known === undefined) return ALL
  if (known < OLDEST) return []
  const between = BETWEEN.find(([first, last]) => version(first) <= known && known <= version(last))
  return between === undefined ? [known] : [version(between[2]), version(between[3])]
}

/** What the kernel's `__print_flags` does: names for several flags first, then single ones, then the rest as a number. */
function namesIn(release: number, mask: number, unsure: readonly string[]): string[] {
  const flags = flagsOf(release).filter(({ name }) => !unsure.includes(name))
  const bitOf = new Map(flags.map(({ name, bit }) => [name, bit]))
  const names: string[] = []
  let left = mask
  for (const { name, flags: parts, without } of compositesOf(release)) {
    const bits = parts.reduce((sum, part) => sum + (bitOf.get(part) ?? Number.NaN), 0)
    if (Number.isNaN(bits) || !has(left, bits)) continue
    if (without !== undefined && has(mask, bitOf.get(without) ?? 0)) continue
    names.push(name)
    left -= bits
  }
  for (const { name, bit } of flags) {
    if (!has(left, bit)) continue
    names.push(name)
    left -= bit
  }
  return left === 0 ? names : [...names, `0x${left.toString(16)}`]
}

function has(mask: number, bits: number): boolean {
  return (mask & bits) >>> 0 === bits
}
