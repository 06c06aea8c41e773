import type { Finding } from '../../record/index.js'

/** Rules that say what holds the memory, and the figure that says how much of it. */
const FIGURE: Readonly<Record<string, readonly string[]>> = {
  'hugepage-reserve': ['hugePagesBytes'],
  unaccounted: ['remainderBytes'],
  'tmpfs-held': ['heldBytes', 'shmemBytes'],
  'kernel-memory': ['kernelBytes'],
  'page-cache': ['pageCacheBytes'],
}

/** How much memory a finding explains that says what holds it; undefined for all others. */
export function heldBytes({ rule, figures = {} }: Finding): number | undefined {
  const names = FIGURE[rule]
  if (names === undefined) return undefined
  const bytes = names.map((one) => figures[one]).find((value) => typeof value === 'number')
  return typeof bytes === 'number' ? bytes : 0
}

export function isSure({ verdict }: Finding): boolean {
  return verdict === 'confirmed' || verdict === 'likely'
}
