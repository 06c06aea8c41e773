import type { DumpEvent } from '../../../record/index.js'

/** Lines of two dumps may be mixed up in one, or lines are gone: what was read need not add up. */
const MIXED = new Set(['ambiguous-lines', 'interrupted', 'began-inside'])

/**
 * Can the machine's counters tell why memory was short? Not at the limit of a memory cgroup (whose dumps have them until
 * 3.8), where somebody asked for the kill, or where lines are missing.
 */
export function machineTells({ completeness, problems, trigger, ...dump }: DumpEvent): boolean {
  if (dump.type === 'oom' ? dump.scope === 'memcg' : dump.kind !== 'failure' && dump.kind !== 'stall')
    return false
  if (trigger.manual === true || completeness.lostLines > 0) return false
  return !problems.some(({ code }) => MIXED.has(code))
}
