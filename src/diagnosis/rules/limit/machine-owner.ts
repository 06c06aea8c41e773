import { hasPlentyFree, isOneNode } from '../../../figures/index.js'
import type { Constraint, OomEvent } from '../../../record/index.js'
import type { Answer, SaidLine } from '../../dump-rule.js'
import { named } from '../../evidence.js'

/** Where no cgroup's limit was hit: the machine, or the memory nodes that a cpuset or a policy allows. */
export function machineOwner(dump: OomEvent): Answer | undefined {
  const { scope, trigger } = dump
  if (scope === 'memcg' || trigger.manual === true) return undefined
  if (scope === 'unknown') return notTold(dump)
  const isRead = tellsConstraint(dump) || policyOf(dump) !== undefined || isAllInOneNode(dump)
  return {
    verdict: isRead ? 'confirmed' : 'likely',
    ...WORDS[scope](dump),
    lines: linesOf(dump),
    missing: isRead
      ? []
      : [
          'kernel log: the line "oom-kill:constraint=…" (5.0 and later), which tells cpusets and memory policies apart',
        ],
    overturnedBy: `a line of this dump that names a memory cgroup as the one over its limit${
      // Behind its first line a kill that somebody asked for looks the same.
      trigger.line === undefined ? ', or its first line with order=-1 (SysRq f)' : ''
    }`,
    next: NEXT[scope],
  }
}

type Words = Pick<Answer, 'title' | 'summary'>

const WORDS: Record<'global' | 'cpuset' | 'mempolicy', (dump: OomEvent) => Words> = {
  // Which memory was missing, and why the free one was of no use, other rules tell.
  global: (dump) =>
    hasPlentyFree(dump)
      ? {
          title: 'No cgroup limit was hit: memory was free, the request found none',
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

/** 5.0 and 5.1 print NONE whatever it is. */
function tellsConstraint({ constraint, kernel }: OomEvent): boolean {
  if (constraint === undefined) return false
  return constraint.constraint !== 'CONSTRAINT_NONE' || !/^5\.[01](?!\d)/.test(kernel?.release ?? '')
}

function isAllInOneNode(dump: OomEvent): boolean {
  return dump.scope === 'global' && isOneNode(dump)
}

/** The kernel panics with these words only where nothing constrains the request (check_panic_on_oom). */
const FOR_THE_MACHINE = ['system-wide panic_on_oom', 'out of memory. panic_on_oom']

function policyOf({ panic, scope }: OomEvent): string | undefined {
  return scope === 'global' ? FOR_THE_MACHINE.find((words) => panic?.includes(words)) : undefined
}

function linesOf(dump: OomEvent): SaidLine[] {
  const { constraint, trigger, victims, endLine, memInfo } = dump
  if (constraint !== undefined && tellsConstraint(dump))
    return [{ line: constraint.line, says: saidConstraint(constraint) }]
  const policy = policyOf(dump)
  if (policy !== undefined) return [{ line: endLine, says: policy }]
  const [victim] = victims
  return [
    { line: trigger.line, says: 'the request that was not served' },
    { line: victim?.line ?? endLine, says: 'not "Memory cgroup out of memory"' },
    ...(isAllInOneNode(dump)
      ? [{ line: memInfo?.lines?.ramPages, says: `${memInfo?.ramPages} pages RAM, all of it in one node` }]
      : []),
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

/** The summary line is lost, which tells of whom memory was short. */
function notTold(dump: OomEvent): Answer {
  const { killMessage = '', victims, endLine, memInfo, trigger, completeness } = dump
  if (killMessage.startsWith('Out of memory'))
    return notOfCgroup('The kill line does not speak of a memory cgroup.', {
      line: victims[0]?.line ?? endLine,
      says: named(killMessage),
    })
  // A cgroup's dump has its counters in front of the memory of the machine (until 3.8), or instead of it.
  const [zone] = memInfo?.zones ?? []
  const isWhole = trigger.line !== undefined && completeness.lostLines === 0
  return zone !== undefined && isWhole
    ? notOfCgroup('The dump has the memory of the machine, and no counters of a cgroup before it.', {
        line: zone.line,
        says: 'the memory of the machine',
      })
    : unknown(dump)
}

function notOfCgroup(why: string, line: SaidLine): Answer {
  return {
    verdict: 'likely',
    title: 'No cgroup limit was hit: the machine ran out, or the nodes allowed',
    summary: `${why} Whether the whole machine had run out, or the memory nodes that a cpuset or a policy allows, the lost lines would tell; mostly it is the machine.`,
    lines: [line],
    missing: ['kernel log: the rest of the dump (the line "oom-kill:constraint=…")'],
    overturnedBy: 'a line of this dump that names a memory cgroup as the one over its limit',
    next: ['journalctl -k  # the whole dump', ...NEXT.global],
  }
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
