import type { MemInfo, OomEvent } from '../record/index.js'
import { type RamSize, ramSize } from './ram-size.js'

/** Mem-Info where the machine itself was short of memory: that of a memory cgroup's dump (until 3.8) is of no account. */
export function machineMemoryOf({ scope, trigger, cgroup, memInfo }: OomEvent): MemInfo | undefined {
  const isShort = scope !== 'memcg' && trigger.manual !== true && cgroup?.memory === undefined
  return isShort ? memInfo : undefined
}

/** Its RAM; undefined where the size of its pages is not known either. */
export function ramOf({ pageSizeBytes, pageSizeBasis }: OomEvent, memInfo: MemInfo): RamSize | undefined {
  return pageSizeBasis === 'assumed' ? undefined : ramSize(memInfo, pageSizeBytes)
}
