import type { FoundEvent } from '../record/event.js'
import type { OomEvent } from '../record/oom.js'
import { Digest } from './digest.js'
import { type FoundDump, isFoundDump } from './dump.js'
import { contentOf } from './happening.js'

/**
 * What an event says, without when, where and in which input it was read: readings of one event out of dmesg, a journal
 * or a console have the same. `undefined` where too little is there to tell it from others: a dump with neither a
 * trigger nor a victim.
 *
 * A dump that is cut in one of the inputs has another fingerprint there: `isSame` compares what both have.
 *
 * @example
 * fingerprintOf(fromDmesg) === fingerprintOf(fromJournal)
 */
export function fingerprintOf(event: FoundEvent): string | undefined {
  if (isFoundDump(event)) return fingerprintOfDump(event)
  // A file is modified more than once: which time it was is what the event says.
  const moment = event.type === 'config-file-modified' ? ` ${event.at.epochMs ?? ''}` : ''
  return `${event.type}${moment} ${contentOf(event)}`
}

function fingerprintOfDump(event: FoundDump): string | undefined {
  const { pid, comm, order, gfpMask } = event.trigger
  const end = event.type === 'oom' ? endOf(event) : [event.kind, event.stallMs, event.message]
  if (pid === undefined && comm === undefined && end.length === 0) return undefined
  return `${event.type} ${JSON.stringify([pid, comm, order, gfpMask, ...end, memoryOf(event)])}`
}

function endOf({ constraint, victims, cgroup, tasks = [], panic }: Omit<OomEvent, 'id'>): unknown[] {
  const end: unknown[] = []
  if (constraint !== undefined) end.push(constraint.constraint, constraint.pid)
  if (panic !== undefined) end.push(panic)
  for (const { pid, comm, totalVmBytes, anonRssBytes, fileRssBytes } of victims)
    end.push(pid, comm, totalVmBytes, anonRssBytes, fileRssBytes)
  for (const counter of [cgroup?.memory, cgroup?.memorySwap, cgroup?.swap, cgroup?.kmem])
    if (counter !== undefined) end.push(counter.usageBytes, counter.limitBytes, counter.failcnt)
  if (tasks.length > 0) {
    const digest = new Digest()
    for (const { pid, comm, totalVmPages, rssPages, swapEntries, oomScoreAdj } of tasks)
      digest.add(pid).add(comm).add(totalVmPages).add(rssPages).add(swapEntries).add(oomScoreAdj)
    end.push(tasks.length, digest.toString())
  }
  return end
}

/** The machine's totals: what is free differs from one shortage to the next. */
function memoryOf({ memInfo }: FoundDump): string {
  const pages = memInfo?.pages
  if (pages === undefined) return ''
  const digest = new Digest()
  for (const key of Object.keys(pages).sort()) digest.add(key).add(pages[key])
  return digest.toString()
}
