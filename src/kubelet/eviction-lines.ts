import { type KlogEntry, valueIn } from '../klog/index.js'
import { observed, softThreshold } from './observations.js'
import { podOf, podsOf, somePods } from './pods.js'
import { firstLineOf, type KnownNode, present, type Statement } from './statement.js'

type Phase = Extract<Statement, { type: 'kubelet-eviction' }>['phase']
type Details = Omit<Extract<Statement, { type: 'kubelet-eviction' }>, 'type' | 'phase'>

/** A line of the eviction manager behind `eviction manager: `, whose first letter is a capital from 1.21 on. */
interface Line {
  readonly phase: Phase
  /** Both spellings: with the values in the text (until 1.20), or in pairs. */
  readonly shape: RegExp
  readonly details?: (
    entry: KlogEntry,
    groups: Groups,
  ) => { [Key in keyof Details]: Details[Key] | undefined }
}

type Groups = Partial<Record<'resource' | 'pod' | 'pods' | 'error' | 'signal' | 'threshold', string>>

// From 1.21 on the text says `resource`, and the pair which.
const resource = (entry: KlogEntry, groups: Groups) => ({
  resource: valueIn(entry, 'resourceName') ?? (groups.resource === 'resource' ? undefined : groups.resource),
})
const pod = (entry: KlogEntry, groups: Groups) => ({
  pods: somePods([podOf(valueIn(entry, 'pod') ?? groups.pod)]),
})
const pods = (entry: KlogEntry, groups: Groups) => ({
  pods: somePods(podsOf(valueIn(entry, 'pods') ?? groups.pods)),
})
const error = (entry: KlogEntry, groups: Groups) => ({
  error: firstLineOf(valueIn(entry, 'err') ?? groups.error),
})

const LINES: readonly Line[] = [
  {
    phase: 'threshold-met',
    shape: /^attempting to reclaim(?: (?<resource>[\w-]{1,64}))?$/,
    details: resource,
  },
  {
    phase: 'must-evict',
    shape: /^must evict pod\(s\) to reclaim(?: (?<resource>[\w-]{1,64}))?$/,
    details: resource,
  },
  {
    phase: 'reclaimed-without-eviction',
    shape: /^able to reduce (?<resource>[\w-]{1,64}) pressure without evicting pods\.?$/,
    details: resource,
  },
  { phase: 'ranked', shape: /^pods ranked for eviction(?:: (?<pods>.*))?$/s, details: pods },
  { phase: 'evicted', shape: /^pod (?:(?<pod>\S{1,512}) )?is evicted successfully$/, details: pod },
  {
    phase: 'evict-failed',
    shape: /^pod (?:(?<pod>\S{1,512}) )?failed to evict(?: (?<error>.*))?$/s,
    details: (entry, groups) => ({ ...pod(entry, groups), ...error(entry, groups) }),
  },
  {
    phase: 'critical-pod-skipped',
    shape: /^cannot evict a critical (?:static )?pod(?: (?<pod>\S{1,512}))?$/,
    details: pod,
  },
  { phase: 'nothing-to-evict', shape: /^unable to evict any pods from the node$/ },
  {
    phase: 'nothing-to-evict',
    shape: /^eviction thresholds have been met, but no pods are active to evict$/,
  },
  {
    phase: 'waiting-for-cleanup',
    shape: /^pods (?:(?<pods>.*) )?evicted, waiting for pod to be cleaned up$/s,
    details: pods,
  },
  { phase: 'cleaned-up', shape: /^pods (?:(?<pods>.*) )?successfully cleaned up$/s, details: pods },
  {
    phase: 'cleanup-timed-out',
    shape: /^timed out waiting for pods (?:(?<pods>.*) )?to be cleaned up$/s,
    details: pods,
  },
  {
    phase: 'failed',
    shape:
      /^unexpected error when attempting to reduce (?<resource>[\w-]{1,64}) pressure(?:: (?<error>.*))?$/s,
    details: (entry, groups) => ({ ...resource(entry, groups), ...error(entry, groups) }),
  },
  {
    phase: 'blind',
    shape: /^no observation found for eviction signal(?: (?<signal>[\w.]{1,64}))?$/,
    details: (entry, groups) => ({ signal: valueIn(entry, 'signal') ?? groups.signal }),
  },
  // Some versions say `get` twice.
  { phase: 'blind', shape: /^failed to get (?:get )?summary stats(?:: (?<error>.*))?$/s, details: error },
  {
    // Until 1.20 the threshold and the duration follow, later they are pairs.
    phase: 'grace-period',
    shape: /^eviction criteria not yet met(?: for (?<threshold>threshold\(.*))?/s,
    details: (entry, groups) => softThreshold(valueIn(entry, 'threshold') ?? groups.threshold),
  },
  { phase: 'notifier-created', shape: /^created (?:memoryThresholdNotifier|.{0,64} threshold)$/ },
  { phase: 'notified', shape: /^(?:hard |soft )(?:allocatable )?memory eviction threshold crossed/ },
]

const PREFIX = /^[Ee]viction manager: ?/

/** What a line of the eviction manager says; nothing where it tells of its own work (`synchronize housekeeping`). */
export function evictionLine(entry: KlogEntry, text: string, node: KnownNode): Statement[] {
  const rest = text.replace(PREFIX, '')
  const measured = observed(entry, rest, node)
  if (measured !== undefined) return measured
  for (const { phase, shape, details } of LINES) {
    const groups = shape.exec(rest)
    if (groups === null) continue
    const about = details === undefined ? {} : present(details(entry, groups.groups ?? {}))
    return [{ type: 'kubelet-eviction', phase, ...about }]
  }
  return []
}
