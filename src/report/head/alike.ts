import type { OomEvent, Task } from '../../record/index.js'
import { size } from '../bytes.js'
import { name } from '../name.js'

/** Two or three of a name are in the ranking themselves. */
const LEAST = 4

/**
 * Many processes of one name that together hold more than twice what the biggest one does: a hundred small workers fill a
 * machine too, and each of them is small. Pages that they share are counted in each of them, hence "at most".
 *
 *     140 httpd together at most 3.40 GiB
 */
export function manyAlike(event: OomEvent, biggestBytes: number): string[] {
  const sums = new Map<string, { comm: string; count: number; bytes: number }>()
  for (const task of event.tasks ?? []) {
    const bytes = heldAtMost(task, event.pageSizeBytes)
    if (bytes === undefined) continue
    const sum = sums.get(task.comm) ?? { comm: task.comm, count: 0, bytes: 0 }
    sum.count++
    sum.bytes += bytes
    sums.set(task.comm, sum)
  }
  let most: { comm: string; count: number; bytes: number } | undefined
  for (const sum of sums.values()) if (most === undefined || sum.bytes > most.bytes) most = sum
  if (most === undefined || most.count < LEAST || most.bytes <= 2 * biggestBytes) return []
  // More than there is: nearly all of it is shared, and the sum says nothing.
  if (most.bytes > (wholeBytes(event) ?? 0)) return []
  return [`${most.count} ${name(most.comm)} together at most ${size(most.bytes)}`]
}

/** What it has to itself where the table tells (6.8 and later), else all that it maps. */
function heldAtMost(
  { rssBytes, rssAnonPages, swapEntries = 0 }: Task,
  pageSizeBytes: number,
): number | undefined {
  const resident = rssAnonPages === undefined ? rssBytes : rssAnonPages * pageSizeBytes
  return resident === undefined ? undefined : resident + swapEntries * pageSizeBytes
}

/** All that there was to hold: the RAM and swap of the machine, or what the cgroup used. */
function wholeBytes({ scope, cgroup, memInfo, pageSizeBytes }: OomEvent): number | undefined {
  if (scope === 'memcg') {
    const { memory, swap, memorySwap } = cgroup ?? {}
    // A sum of zero is none: the kernel does not count the swap of cgroups then (swapaccount=0).
    const used = memorySwap?.usageBytes || memory?.usageBytes
    if (typeof used !== 'number') return undefined
    return used + (typeof swap?.usageBytes === 'number' ? swap.usageBytes : 0)
  }
  if (memInfo?.ramPages === undefined) return undefined
  return memInfo.ramPages * pageSizeBytes + (memInfo.swap?.totalBytes ?? 0)
}
