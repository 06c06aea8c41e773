import type { Limit } from '../record/amount.js'
import type { At } from '../record/at.js'
import type { Problem } from '../record/problem.js'
import { readLimit } from './cgroup-value.js'
import type { Findings } from './findings.js'

/** A memory property of a unit, and where it stands. */
export interface UnitProperty {
  readonly property: string
  readonly value: string
  readonly line: number
}

/** The limits that systemd writes into a cgroup: MemoryLimit in cgroup v1, MemoryMax in v2 (and in v1 when set). */
export const LIMIT_PROPERTIES: readonly string[] = ['MemoryMax', 'MemoryLimit']

const FACTORS = new Map([
  ['', 1],
  ['K', 2 ** 10],
  ['M', 2 ** 20],
  ['G', 2 ** 30],
  ['T', 2 ** 40],
])

/**
 * What systemd holds for a unit. One of MemoryLimit and MemoryMax is always `infinity` beside the one that is in use, so
 * only finite ones are told, and "unlimited" once where all are and the unit is one that is asked for (`tellUnlimited`).
 */
export function tellLimits(
  unit: { cgroup: string; activeSince?: string },
  properties: readonly UnitProperty[],
  at: At,
  found: Findings,
  tellUnlimited: boolean,
  problems: readonly Problem[] = [],
): void {
  const limits: { from: UnitProperty; limitBytes: Limit }[] = []
  for (const from of properties) {
    const limitBytes = unitAmount(from.value)
    if (limitBytes !== undefined) limits.push({ from, limitBytes })
  }
  const finite = limits.filter(({ limitBytes }) => limitBytes !== 'unlimited')
  for (const { from, limitBytes } of finite.length > 0 || !tellUnlimited ? finite : limits.slice(0, 1)) {
    const message = `${from.property}=${from.value}`
    const isSpelled = limitBytes !== 'unlimited' && String(limitBytes) !== from.value
    const printed = isSpelled ? { printed: { limitBytes: from.value } } : {}
    const said = {
      ...unit,
      holder: 'systemd',
      property: from.property,
      limitBytes,
      message,
      ...printed,
    } as const
    found.event({ type: 'limit-observed', ...said }, at, from.line, problems)
  }
}

/** Bytes, with the suffix that unit files may have; a share of the machine's memory is no amount. */
function unitAmount(value: string): Limit | undefined {
  const [, digits = '', suffix = ''] = /^(\d{1,20})([KMGT]?)B?$/.exec(value) ?? []
  if (digits === '' || suffix === '') return readLimit(value)
  const bytes = Number(digits) * (FACTORS.get(suffix) ?? 1)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}
