import type { Event, Finding, OomEvent } from '../../record/index.js'
import { row, type Value } from './cell.js'

/** A column: the key of the record with its unit, and where its value stands. */
type Column = readonly [name: string, value: (oom: OomEvent, about: readonly Said[]) => Value]

/** What a row tells of a finding, and which rows do. */
type Said = Pick<Finding, 'rule' | 'verdict' | 'events'>

const COLUMNS: readonly Column[] = [
  ['id', ({ id }) => id],
  ['input', ({ source }) => source.input],
  ['line', ({ source }) => source.firstLine],
  ['lastLine', ({ source }) => source.lastLine],
  ['iso', ({ at }) => at.iso],
  ['uncertaintyMs', ({ at }) => at.uncertaintyMs],
  ['printed', ({ at }) => at.printed],
  ['monotonicSec', ({ at }) => at.monotonicSec],
  ['host', ({ host }) => host],
  ['scope', ({ scope }) => scope],
  ['outcome', ({ outcome }) => outcome],
  ['victimCount', ({ victims }) => victims.length],
  ['victimComm', ({ victims: [first] }) => first?.comm],
  ['victimPid', ({ victims: [first] }) => first?.pid],
  ['victimUid', ({ victims: [first] }) => first?.uid],
  ['victimTotalVmBytes', ({ victims: [first] }) => first?.totalVmBytes],
  ['victimAnonRssBytes', ({ victims: [first] }) => first?.anonRssBytes],
  ['victimFileRssBytes', ({ victims: [first] }) => first?.fileRssBytes],
  ['victimShmemRssBytes', ({ victims: [first] }) => first?.shmemRssBytes],
  ['victimPgtablesBytes', ({ victims: [first] }) => first?.pgtablesBytes],
  ['victimOomScoreAdj', ({ victims: [first] }) => first?.oomScoreAdj],
  ['limitOwner', ({ cgroup }) => cgroup?.limitOwner],
  ['limitOwnerKind', ({ cgroup }) => cgroup?.limitOwnerIdentity?.kind],
  ['victimHome', ({ cgroup }) => cgroup?.victimHome],
  ['podUid', ({ cgroup }) => cgroup?.victimIdentity?.podUid],
  ['containerId', ({ cgroup }) => cgroup?.victimIdentity?.containerId],
  ['limitBytes', ({ cgroup }) => cgroup?.memory?.limitBytes],
  ['usageBytes', ({ cgroup }) => cgroup?.memory?.usageBytes],
  ['failcnt', ({ cgroup }) => cgroup?.memory?.failcnt],
  ['memorySwapLimitBytes', ({ cgroup }) => cgroup?.memorySwap?.limitBytes],
  ['memorySwapUsageBytes', ({ cgroup }) => cgroup?.memorySwap?.usageBytes],
  ['swapLimitBytes', ({ cgroup }) => cgroup?.swap?.limitBytes],
  ['swapUsageBytes', ({ cgroup }) => cgroup?.swap?.usageBytes],
  ['kmemLimitBytes', ({ cgroup }) => cgroup?.kmem?.limitBytes],
  ['kmemUsageBytes', ({ cgroup }) => cgroup?.kmem?.usageBytes],
  ['triggerComm', ({ trigger }) => trigger.comm],
  ['triggerPid', ({ trigger }) => trigger.pid],
  ['order', ({ trigger }) => trigger.order],
  ['gfpMask', ({ trigger }) => trigger.gfpMask],
  ['requestBytes', ({ trigger }) => trigger.requestBytes],
  ['kernel', ({ kernel }) => kernel?.release],
  ['pageSizeBytes', ({ pageSizeBytes }) => pageSizeBytes],
  ['taskCount', ({ derived }) => derived.taskCount],
  ['rssSumBytes', ({ derived }) => derived.rssSumBytes],
  ['complete', ({ completeness }) => completeness.complete],
  ['findings', (_, about) => about.map(({ rule, verdict }) => `${rule}:${verdict}`).join(';')],
]

/** The names of the columns. */
export const OOMS_HEADER = row(COLUMNS.map(([name]) => name))

/** A cell is empty where nothing was read, and `unlimited` where the kernel has no limit. */
export function oomRow(oom: OomEvent, about: readonly Said[]): string {
  return row(COLUMNS.map(([, value]) => value(oom, about)))
}

/** One row per OOM, the names of the columns first. */
export function* csvRows({
  events,
  findings,
}: {
  readonly events: readonly Event[]
  readonly findings: readonly Said[]
}): Generator<string> {
  const about = new Map<string, Said[]>()
  for (const finding of findings)
    for (const id of finding.events) {
      const known = about.get(id)
      if (known === undefined) about.set(id, [finding])
      else known.push(finding)
    }
  yield OOMS_HEADER
  for (const event of events) if (event.type === 'oom') yield oomRow(event, about.get(event.id) ?? [])
}
