import { type Bounded, boundedCounters, hasPlentyFree, limitHit } from '../../figures/index.js'
import type { CgroupIdentity, Finding, MemInfo, OomEvent } from '../../record/index.js'
import { limitSize, size } from '../bytes.js'
import { limitPath, shortPlace } from '../place.js'
import type { Said } from './fit.js'
import { isSure } from './held.js'
import { podWords } from './pod.js'

/** Which limit was hit and whose it is; of a machine, how much it has. */
export function limit(event: OomEvent, about: readonly Finding[]): Said[] {
  return event.scope === 'memcg' ? ofCgroup(event) : ofMachine(event, about)
}

function ofCgroup(event: OomEvent): Said[] {
  const { cgroup = {} } = event
  const { memory, limitOwner, limitOwnerIdentity, swap, memorySwap } = cgroup
  const hit = limitHit(boundedCounters(event))
  if (hit !== undefined && hit.name !== 'memory') return ofOtherCounter(event, hit)
  const amount = memory === undefined ? 'that' : limitSize(memory.limitBytes)
  const whose = whoseOf(event)
  return [
    `${amount} of ${whose}`,
    isContainer(limitOwnerIdentity) ? podWords(limitOwnerIdentity) : '',
    limitOwnerIdentity?.qos ?? '',
    memory?.failcnt === undefined ? '' : `failcnt ${memory.failcnt}`,
    swapWords(swap?.limitBytes ?? memorySwap?.limitBytes, memory?.limitBytes, swap === undefined),
    limitOwner === undefined || limitOwner === whose ? '' : limitOwner,
  ]
}

/** v1 has limits of their own for memory with swap and for kernel memory, and can be far below that of memory. */
function ofOtherCounter(event: OomEvent, { name, usageBytes, limitBytes, counter }: Bounded): Said[] {
  const { memory, limitOwner, limitOwnerIdentity } = event.cgroup ?? {}
  const whose = whoseOf(event)
  return [
    `${size(limitBytes)} of ${name}, ${size(usageBytes)} used, of ${whose}`,
    isContainer(limitOwnerIdentity) ? podWords(limitOwnerIdentity) : '',
    memory === undefined ? '' : `memory ${limitSize(memory.usageBytes)} of ${limitSize(memory.limitBytes)}`,
    limitOwnerIdentity?.qos ?? '',
    counter.failcnt === undefined ? '' : `failcnt ${counter.failcnt}`,
    limitOwner === undefined || limitOwner === whose ? '' : limitOwner,
  ]
}

function whoseOf(event: OomEvent): string {
  const isNamed = limitPath(event.cgroup ?? {}) !== undefined
  return isNamed ? shortPlace(event) : 'a memory cgroup that the log does not name'
}

function isContainer(owner: CgroupIdentity | undefined): owner is CgroupIdentity {
  return owner?.kind === 'kubernetes-container'
}

/** What of swap the cgroup may use; where that is all of it, nothing needs to be said. */
function swapWords(
  bytes: number | 'unlimited' | undefined,
  memory: number | 'unlimited' | undefined,
  isSum: boolean,
) {
  if (bytes === undefined || bytes === 'unlimited') return ''
  if (!isSum) return bytes === 0 ? 'swap not allowed' : `swap limit ${size(bytes)}`
  return bytes === memory ? 'no swap beyond it' : `with swap ${size(bytes)}`
}

function ofMachine(event: OomEvent, about: readonly Finding[]): Said[] {
  const { memInfo, pageSizeBytes } = event
  const { ramPages, reservedPages = 0, swap, pages } = memInfo ?? {}
  return [
    whereOf(event, about),
    ramPages === undefined ? '' : `${size((ramPages - reservedPages) * pageSizeBytes)} RAM`,
    pages?.free === undefined ? '' : `${size(pages.free * pageSizeBytes)} free`,
    swapOf(swap),
  ]
}

/** At the limit of a cgroup the kernel says "Memory cgroup out of memory". */
const NOT_OF_CGROUP = 'Out of memory'

/** Findings that say that enough was free, and why it was of no use. */
const OF_NO_USE = new Set(['cma-only', 'zone-mismatch', 'fragmentation'])

function whereOf(event: OomEvent, about: readonly Finding[]): string {
  if (event.scope === 'unknown') {
    return event.killMessage?.startsWith(NOT_OF_CGROUP) === true
      ? 'none was hit: the machine ran out, or the nodes allowed'
      : 'not told: a limit or the machine'
  }
  if (event.trigger.manual === true) return 'none was hit: SysRq asked for the kill'
  const isOfNoUse = about.some((finding) => OF_NO_USE.has(finding.rule) && isSure(finding))
  if (event.scope === 'global' && (isOfNoUse || hasPlentyFree(event)))
    return 'none was hit: memory was free, the request found none'
  return `none was hit: ${shortPlace(event)} ran out`
}

/** That of the machine; its free part in brackets, so that nobody takes it for that of the RAM. */
function swapOf({ totalBytes, freeBytes }: NonNullable<MemInfo['swap']> = {}): Said {
  if (totalBytes === undefined) return ''
  if (totalBytes === 0) return 'no swap'
  if (freeBytes === undefined) return `swap ${size(totalBytes)}`
  return freeBytes === 0
    ? [`swap ${size(totalBytes)} (full)`, 'swap full']
    : [`swap ${size(totalBytes)} (${size(freeBytes)} free)`, `swap ${size(freeBytes)} free`]
}
