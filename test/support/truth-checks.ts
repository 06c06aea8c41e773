import type { MachineTruth } from './machine-truth.js'
import { LIMIT_CHECKS } from './truth-limit.js'
import { SHORTAGE_CHECKS } from './truth-shortage.js'
import type { Check } from './truth-told.js'

/** What must hold of the run where a rule says that something is confirmed. */
export const CONFIRMED: Readonly<Record<string, Check>> = { ...LIMIT_CHECKS, ...SHORTAGE_CHECKS }

/** Rules that may confirm nothing in any of the runs, since none of them did such a thing. */
export const NO_SUCH_SCENARIO: Readonly<Record<string, string>> = {
  'page-cache': 'the file that v2-pagecache was to map could not be opened, and nothing else writes files',
  'sandbox-killed': 'no container runtime runs in the machines',
  fragmentation: 'every OOM was for one page, and the failed allocations are of vmalloc or for one page',
  'zone-mismatch': 'there is no zone above that of the requests',
  'cma-only': 'the machines have no CMA areas',
}

/** Where a rule must confirm something and where it must not; undefined where the truth leaves it open. */
export const SAID_IN: Readonly<Record<string, (truth: MachineTruth) => boolean | undefined>> = {
  manual: ({ scenario }) => scenario === 'p-sysrq-f',
  'panic-policy': ({ expect, sysctl }) => expect.panic === true && sysctl['vm/panic_on_oom'] !== '0',
  protected: ({ expect, sysctl }) =>
    expect.noVictim === true || (expect.panic === true && sysctl['vm/panic_on_oom'] === '0'),
  'hugepage-reserve': ({ before }) => (before.meminfo.HugePages_Total ?? 0) > 0,
  unaccounted: ({ scenario }) => scenario === 'g-vmalloc',
  'group-kill': ({ events }) => events.some(({ groupVictims }) => groupVictims !== undefined),
  'node-exhausted': ({ expect: { constraint } }) =>
    constraint === 'CONSTRAINT_CPUSET' || constraint === 'CONSTRAINT_MEMORY_POLICY',
  'tmpfs-held': ({ processes }) => processes.some(({ touched }) => (touched.fileKb ?? 0) > 0),
  'kernel-memory': (truth) => (holdsKernelMemory(truth) ? true : undefined),
  'rss-below-limit': (truth) =>
    holdsKernelMemory(truth) && truth.expect.constraint === 'CONSTRAINT_MEMCG' ? true : undefined,
  'limit-owner': ({ expect: { constraint }, scenario }) =>
    scenario === 'p-sysrq-f' ? false : constraint === undefined ? undefined : true,
  // The dump of a cgroup does not tell the machine's swap, so only a limit on it is confirmed.
  'swap-state': ({ scenario }) => (/^g-|swapmax|memsw/.test(scenario) ? true : undefined),
}

function holdsKernelMemory({ processes }: MachineTruth): boolean {
  return processes.some(({ touched }) => (touched.kmemKb ?? 0) > 16 * 1024)
}
