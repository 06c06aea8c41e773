import { hasPlentyFree } from '../../../figures/index.js'
import type { Constraint, OomEvent } from '../../../record/index.js'
import type { Answer, SaidLine } from '../../dump-rule.js'
import { named } from '../../evidence.js'

/** Where no cgroup's limit was hit: the machine, or the memory nodes that a cpuset or a policy allows. */
export function machineOwner(dump: OomEvent): Answer | undefined {
  const { scope, trigger, constraint } = dump
  if (scope === 'memcg' || trigger.manual === true) return undefined
  if (scope === 'unknown') return unknown(dump)
  const isRead = constraint !== undefined
  return {
    verdict: isRead ? 'confirmed' : 'likely',
    ...WORDS[scope](dump),
    lines: linesOf(dump),
    missing: isRead
      ? []
      : [
          'kernel log: the line "oom-kill:constraint=…" (5.0 and later), which tells cpusets and memory policies apart',
        ],
    overturnedBy: 'a line of this dump that names a memory cgroup as the one over its limit',
    next: NEXT[scope],
  }
}

type Words = Pick<Answer, 'title' | 'summary'>

const WORDS: Record<'global' | 'cpuset' | 'mempolicy', (dump: OomEvent) => Words> = {
  // Which memory was missing, and why the free one was of no use, other rules tell.
  global: (dump) =>
    hasPlentyFree(dump)
      ? {
          title: 'No cgroup limit was hit: the free memory did not fit the request',
          summary:
            'The kernel found no memory for the request on the whole machine, although memory was free when the dump was printed, and no limit of a cgroup was hit.',
        }
      : {
          title: 'No cgroup limit was hit: the machine itself ran out of memory',
          summary:
            'The kernel found no memory for the request on the whole machine, and no limit of a cgroup was hit.',
        },
  cpuset: ({ constraint, trigger }) => ({
    title: 'No cgroup limit was hit: the memory nodes of a cpuset were full',
    summary: `The request could be served only from the memory nodes ${nodesOf(constraint?.memsAllowed ?? trigger.memsAllowed)}that its cpuset allows, and they were full; other nodes need not be.`,
  }),
  mempolicy: ({ constraint, trigger }) => ({
    title: 'No cgroup limit was hit: the nodes of a memory policy were full',
    summary: `The request could be served only from the nodes ${nodesOf(constraint?.nodemask ?? trigger.nodemask)}that its memory policy (mbind, set_mempolicy, numactl) allows, and they were full; other nodes need not be.`,
  }),
}

const NEXT: Record<'global' | 'cpuset' | 'mempolicy', string[]> = {
  global: ['free -m; cat /proc/meminfo  # what the machine has left now'],
  cpuset: ['numactl --hardware', 'cat /proc/<pid>/cpuset; grep Mems_allowed_list /proc/<pid>/status'],
  mempolicy: ['numactl --hardware', 'cat /proc/<pid>/numa_maps  # the policy of each mapping'],
}

function nodesOf(nodes: string | undefined): string {
  return nodes !== undefined && /^[\d,-]{1,64}$/.test(nodes) ? `${named(nodes)} ` : ''
}

function linesOf({ constraint, trigger, victims, endLine }: OomEvent): SaidLine[] {
  if (constraint !== undefined) return [{ line: constraint.line, says: saidConstraint(constraint) }]
  const [victim] = victims
  return [
    { line: trigger.line, says: 'the request that was not served' },
    { line: victim?.line ?? endLine, says: 'not "Memory cgroup out of memory"' },
  ]
}

/** As the summary line has it, with the nodes that it names. */
function saidConstraint({ constraint, nodemask, memsAllowed }: Constraint): string {
  if (constraint === 'CONSTRAINT_MEMORY_POLICY' && nodemask !== undefined)
    return `${constraint}, nodemask=${named(nodemask)}`
  return memsAllowed === undefined || constraint !== 'CONSTRAINT_CPUSET'
    ? named(constraint)
    : `${constraint}, mems_allowed=${named(memsAllowed)}`
}

function unknown(dump: OomEvent): Answer {
  return {
    verdict: 'cannot-tell',
    title: 'Whether a limit or the machine ran out of memory cannot be told',
    summary:
      'The dump was read without the lines that tell a limit of a cgroup from a shortage of the machine.',
    lines: [{ line: dump.trigger.line, says: 'the dump' }],
    missing: ['kernel log: the end of the dump (the line "oom-kill:constraint=…" and the kill)'],
    next: ['journalctl -k  # the whole dump'],
  }
}
