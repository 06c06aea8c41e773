import type { EventType, Finding } from '../record/index.js'
import type { Case } from './case.js'
import type { Rule } from './rule.js'

/** What happens again and again on a busy node. All other events are of a change, and say what was in force from then on. */
const FREQUENT: ReadonlySet<EventType> = new Set<EventType>([
  'oom',
  'page-allocation-failure',
  'kubelet-eviction',
  'kubelet-system-oom',
  'kubelet-notice',
  'container-exit',
  'container-oom-killed',
  'runtime-oom',
  'userspace-oom-kill',
  'pod-evicted',
])

/** Whether a start, a reload or a configuration can be among the events that were not kept. */
export function lacksChanges({ notKept }: Case): boolean {
  return [...notKept].some((type) => !FREQUENT.has(type))
}

/**
 * What is said of a part of the events: with all of them another start could be the last, and another number of kills the sum. So
 * nothing is confirmed, and no numbers are given.
 */
export function ofThoseKept(one: Case, { needs }: Rule, findings: readonly Finding[]): Finding[] {
  const lacking = [...one.notKept].filter((type) => !FREQUENT.has(type) || needs.includes(type))
  if (lacking.length === 0) return [...findings]
  return findings.map(({ figures: _figures, ...finding }) => ({
    ...finding,
    verdict: finding.verdict === 'confirmed' ? 'likely' : finding.verdict,
    missing: [
      ...finding.missing,
      `all events of the log: of ${lacking.join(', ')} there were more than are kept, and what is counted here are those that were`,
    ],
  }))
}
