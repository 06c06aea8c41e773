import type { OomEvent } from '../../../record/index.js'
import { share, short } from '../../amounts.js'
import { type Answer, oomRule } from '../../dump-rule.js'
import { type KernelShare, kernelShareOf } from './kernel-share.js'
import { fitting, listed } from './said.js'

/** Healthy cgroups and machines have a few percent. */
const WORTH_SAYING = 0.2

/** Kinds and slab caches that a summary names. */
const MOST_NAMED = 3

export const kernelMemory = oomRule({
  id: 'kernel-memory',
  question: 'Is it slab, page tables, kernel stacks or sockets?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files'],
  decide(dump) {
    const kernel = kernelShareOf(dump)
    if (kernel === undefined || kernel.bytes < kernel.wholeBytes * WORTH_SAYING) return undefined
    return answer(dump, kernel)
  },
})

/** Each process that maps shared memory has page tables of its own for it; with huge pages they are far smaller. */
const PAGE_TABLES = [
  'grep VmPTE /proc/[0-9]*/status | sort -k2 -n | tail  # the largest page tables',
  'many processes that map the same shared memory: back it with huge pages, or let fewer of them map it',
]

function answer({ scope }: OomEvent, kernel: KernelShare): Answer {
  const { bytes, wholeBytes, whole, kinds, caches, lines, atLeast } = kernel
  const percent = share(Math.min(bytes, wholeBytes), wholeBytes)
  const [largest] = kinds
  const title = `Kernel memory is ${atLeast ? 'at least ' : ''}${percent} of ${whole}`
  const amounts = (list: KernelShare['kinds']) =>
    listed(list.slice(0, MOST_NAMED).map((one) => `${short(one.bytes)} ${one.name}`))
  const details = [
    ...(kinds.length === 0 ? [] : [`In it are ${amounts(kinds)}.`]),
    ...(caches.length === 0 ? [] : [`The largest slab caches are ${amounts(caches)}.`]),
  ]
  return {
    verdict: 'confirmed',
    title:
      largest !== undefined && largest.bytes > bytes / 2
        ? fitting(`${title}, mostly ${largest.name}`, title)
        : title,
    summary: [
      `The kernel holds ${atLeast ? 'at least ' : ''}${short(bytes)} of the ${short(wholeBytes)} ${whole === 'RAM' ? 'of RAM' : 'in use'} on behalf of processes, and no RSS counts it.`,
      ...details,
    ].join(' '),
    lines,
    figures: {
      kernelBytes: bytes,
      ...(scope === 'memcg' ? { usageBytes: wholeBytes } : { ramBytes: wholeBytes }),
      ...Object.fromEntries(kinds.map((kind) => [kind.figure, kind.bytes])),
    },
    overturnedBy: 'figures of the same moment with less kernel memory',
    next: [
      ...(largest?.figure === 'pageTablesBytes' ? PAGE_TABLES : []),
      'slabtop -o -s c | head -20  # the largest slab caches',
      'ss -tm; ls /proc/<pid>/task | wc -l; ipcs -q  # sockets, threads and message queues hold kernel memory',
    ],
  }
}
