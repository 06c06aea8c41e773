import type { MemcgCounter, OomEvent } from '../../../record/index.js'
import { share, short } from '../../amounts.js'
import type { Answer } from '../../dump-rule.js'
import { cgroupFile } from './cgroup-files.js'
import { saidCounter } from './said.js'

/** Entries that CPUs hold in stock count as used: the limit is reached before the last one. */
const AS_GOOD_AS_FULL = 0.01
const HELD_AT_MOST = 64 * 1024 ** 2

/** What a cgroup at its limit could have moved out. */
export function swapOfCgroup(dump: OomEvent): Answer | undefined {
  const { cgroup } = dump
  if (cgroup?.swap !== undefined) return ofV2(cgroup.swap, dump)
  if (cgroup?.version === 1 && cgroup.memory !== undefined && cgroup.memorySwap !== undefined)
    return ofV1(cgroup.memory, cgroup.memorySwap, dump)
  return undefined
}

function ofV2(swap: MemcgCounter, dump: OomEvent): Answer | undefined {
  const { usageBytes, limitBytes } = swap
  if (usageBytes === 'unlimited') return undefined
  const next = [`cat ${cgroupFile(dump, 'memory.swap.max')}; swapon --show`]
  return stateOf({ usageBytes, limitBytes, lines: [saidCounter(swap)], next })
}

/** v1 limits the sum: swap may have what the memory leaves of it. */
function ofV1(memory: MemcgCounter, sum: MemcgCounter, dump: OomEvent): Answer | undefined {
  if (typeof memory.usageBytes !== 'number' || typeof sum.usageBytes !== 'number') return undefined
  const lines = [saidCounter(memory), saidCounter(sum)]
  if (sum.usageBytes === 0 && memory.usageBytes > 0) return notCounted(lines)
  const next = [`cat ${cgroupFile(dump, 'memory.memsw.limit_in_bytes')}; swapon --show`]
  const usageBytes = Math.max(0, sum.usageBytes - memory.usageBytes)
  const { limitBytes } = sum
  if (limitBytes === 'unlimited') return stateOf({ usageBytes, limitBytes, lines, next })
  if (memory.limitBytes === 'unlimited') return undefined
  // Memory above what it may have is in swap, so the sum's limit is that of swap once memory is at its own.
  if (isAsGoodAsFull(memory.usageBytes, memory.limitBytes))
    return stateOf({ usageBytes, limitBytes: Math.max(0, limitBytes - memory.limitBytes), lines, next })
  // Below it, pages that move to swap stay in the sum, and swap may have all that memory does not use of it.
  if (isAsGoodAsFull(sum.usageBytes, limitBytes)) return sumIsFull(sum.usageBytes, limitBytes, lines)
  return stateOf({ usageBytes, limitBytes: Math.max(0, limitBytes - memory.usageBytes), lines, next })
}

/** Memory alone is in the sum where there is one: a zero beside it means that nobody counts. */
function notCounted(lines: Answer['lines']): Answer {
  return {
    verdict: 'cannot-tell',
    title: 'How much swap the cgroup had cannot be told: it is not counted',
    summary:
      'The counter of memory+swap stands at zero while memory is in use: this kernel does not count the swap of cgroups (swapaccount=0).',
    lines,
    missing: ['the swap of the machine at that moment: free, /proc/swaps, or Mem-Info of another dump'],
    next: ['swapon --show; free -m', 'grep -o "swapaccount=[01]" /proc/cmdline'],
  }
}

function isAsGoodAsFull(usageBytes: number, limitBytes: number): boolean {
  return limitBytes - usageBytes <= Math.min(limitBytes * AS_GOOD_AS_FULL, HELD_AT_MOST)
}

function sumIsFull(usageBytes: number, limitBytes: number, lines: Answer['lines']): Answer {
  return {
    verdict: 'confirmed',
    title: `Memory and swap together were full: ${short(usageBytes)} of ${short(limitBytes)}`,
    summary: `The cgroup had ${short(usageBytes)} of the ${short(limitBytes)} of memory and swap that it may have in sum, and its memory alone was below its limit: what moves to swap stays in the sum and frees nothing.`,
    lines,
    figures: { memorySwapUsageBytes: usageBytes, memorySwapLimitBytes: limitBytes },
    next: ['cat memory.memsw.limit_in_bytes memory.limit_in_bytes  # in the directory of the cgroup'],
    overturnedBy: 'a limit of memory+swap of the same moment that is another',
  }
}

interface Swap {
  readonly usageBytes: number
  readonly limitBytes: number | 'unlimited'
  readonly lines: Answer['lines']
  readonly next: Answer['next']
}

function stateOf({ usageBytes, limitBytes, lines, next }: Swap): Answer {
  const figures = { swapUsageBytes: usageBytes, swapLimitBytes: limitBytes }
  const shared = {
    lines,
    figures,
    next,
    overturnedBy: 'a swap limit of the same moment that is another',
  }
  if (limitBytes === 0)
    return {
      ...shared,
      verdict: 'confirmed',
      title: 'The cgroup may not use swap',
      summary:
        'Its limit leaves nothing for swap: whatever swap the machine has, nothing of it could be moved out.',
    }
  if (limitBytes === 'unlimited') return withoutLimit(usageBytes, lines, figures)
  if (isAsGoodAsFull(usageBytes, limitBytes))
    return {
      ...shared,
      verdict: 'confirmed',
      title: `The cgroup's swap was full: ${short(usageBytes)} of ${short(limitBytes)}`,
      summary: `It had ${short(usageBytes)} of the ${short(limitBytes)} of swap that it may have: nothing more could be moved out.`,
    }
  return {
    ...shared,
    verdict: 'possible',
    title: `The cgroup had used ${share(usageBytes, limitBytes)} of the swap that it may have`,
    summary: `It had ${short(usageBytes)} of the ${short(limitBytes)} of swap that it may have, and still memory ran out: the swap of the machine or of a cgroup above may have been full, or the memory cannot be moved out.`,
    missing: [
      'the swap of the machine at that moment (free, /proc/swaps) and the limits of the cgroups above',
    ],
  }
}

function withoutLimit(usageBytes: number, lines: Answer['lines'], figures: Answer['figures']): Answer {
  return {
    verdict: 'cannot-tell',
    title: 'The cgroup may use swap without limit; whether there is any is not told',
    summary: `It has no limit on swap and ${usageBytes === 0 ? 'none' : short(usageBytes)} of it in use. The dump of a cgroup does not tell whether the machine has swap, or some left.`,
    lines,
    ...(figures === undefined ? {} : { figures }),
    missing: ['the swap of the machine at that moment: free, /proc/swaps, or Mem-Info of another dump'],
    next: ['swapon --show; free -m'],
  }
}
