import { safeInteger } from '../grammar/index.js'
import { readEvictionMessage } from '../kubelet/index.js'
import type { At } from '../record/at.js'
import { apiAt } from './api-time.js'
import { type Fields, integerAt, objectAt, present, textAt } from './fields.js'
import type { Findings, Lines } from './findings.js'
import { evictionLines } from './pod-object.js'
import type { ValueLines } from './value-lines.js'

/** Reasons that say something about the memory or the life of a node or a pod. */
const TOLD =
  /^(?:Rebooted|EvictionThresholdMet|NodeHas\w{1,40}|NodeReady|NodeNotReady|Killing|BackOff|Preempting|Preempted|OOMKilled|OutOf[Mm]emory|ExceededGracePeriod|FreeDiskSpaceFailed|TaintManagerEviction|KubeletSetupFailed|ImageGCFailed|Shutdown)$/

/** The command is free text: the pid is what ends the message. Until 1.17 there is no victim. */
const SYSTEM_OOM = /^System OOM encountered, victim process: (.{0,256}), pid: (\d{1,10})$/s
/** The kernel's line, as node-problem-detector hands it on. */
const KILLED = /Kill(?:ed)? process (\d{1,10}) \((.{1,64})\),? (?:UID \d{1,10}, )?(?:total-vm:|score )/

/** What an Event is about, and who wrote it: core/v1 and events.k8s.io/v1 have other names for the same. */
interface About {
  readonly reason: string
  readonly message: string
  readonly kind: string | undefined
  readonly name: string | undefined
  readonly namespace: string | undefined
  readonly uid: string | undefined
  readonly component: string | undefined
  readonly host: string | undefined
  readonly at: At
}

/** An Event of the API. Repeats are merged there: only the last time is that of the record. */
export function readEvent(event: Fields, lines: Lines, found: Findings, places: () => ValueLines): void {
  const about = aboutOf(event)
  if (about === undefined) return
  const { reason, message, at, kind, name } = about
  const node = kind === 'Node' ? name : about.host
  const ofKubelet = about.component === undefined || about.component === 'kubelet'
  if (reason === 'Evicted' && name !== undefined && kind !== 'Node') {
    const pod = { pod: name, ...present('namespace', about.namespace), ...present('podUid', about.uid) }
    const said = { reason, ...readEvictionMessage(message), message, lines: linesOf(event, places()) }
    found.event({ type: 'pod-evicted', ...pod, ...present('node', node), ...said }, at, lines)
  } else if (reason === 'NodeAllocatableEnforced' && ofKubelet) {
    found.event(
      { type: 'kubelet-allocatable-enforced', ...targetOf(message), ...present('node', node), message },
      at,
      lines,
    )
  } else if (reason === 'FailedNodeAllocatableEnforcement' && ofKubelet) {
    found.event(
      {
        type: 'kubelet-allocatable-failed',
        ...targetOf(message),
        ...present('node', node),
        error: message,
        message,
      },
      at,
      lines,
    )
  } else if (reason === 'SystemOOM' && ofKubelet) {
    const victim = victimOf(SYSTEM_OOM.exec(message))
    found.event(
      { type: 'kubelet-system-oom', form: 'event', ...present('node', node), ...victim, message },
      at,
      lines,
    )
  } else if (reason === 'OOMKilling') {
    const [, pid, comm] = KILLED.exec(message) ?? []
    const victim = victimOf([message, comm ?? '', pid ?? ''])
    found.event({ type: 'runtime-oom', runtime: 'node-problem-detector', ...victim, message }, at, lines)
  } else if (TOLD.test(reason) || (reason === 'Starting' && about.component === 'kubelet')) {
    found.event(
      {
        type: 'kubernetes-event',
        reason,
        ...present('kind', kind),
        ...present('name', name),
        ...present('namespace', about.namespace),
        ...present('component', about.component),
        ...present('count', integerAt(objectAt(event, 'series'), 'count') ?? countOf(event)),
        ...present('firstAt', textAt(event, 'firstTimestamp') ?? textAt(event, 'deprecatedFirstTimestamp')),
        message,
      },
      at,
      lines,
    )
  }
}

/** Where the name of the object and the message of an event stand. */
function linesOf(event: Fields, places: ValueLines): Record<string, number> {
  const text = textAt(event, 'message') === undefined ? 'note' : 'message'
  return evictionLines(places.of(objectOf(event), 'name'), places.of(event, text))
}

function objectOf(event: Fields): Fields {
  return objectAt(event, Object.hasOwn(event, 'regarding') ? 'regarding' : 'involvedObject')
}

function aboutOf(event: Fields): About | undefined {
  const reason = textAt(event, 'reason')
  if (reason === undefined) return undefined
  const object = objectOf(event)
  const old = objectAt(event, Object.hasOwn(event, 'deprecatedSource') ? 'deprecatedSource' : 'source')
  return {
    reason,
    message: textAt(event, 'message') ?? textAt(event, 'note') ?? '',
    kind: textAt(object, 'kind'),
    name: textAt(object, 'name'),
    namespace: textAt(object, 'namespace'),
    uid: textAt(object, 'uid'),
    component:
      textAt(old, 'component') ?? textAt(event, 'reportingComponent') ?? textAt(event, 'reportingController'),
    host: textAt(old, 'host') ?? textAt(event, 'reportingInstance'),
    at: apiAt(
      textAt(objectAt(event, 'series'), 'lastObservedTime') ??
        textAt(event, 'lastTimestamp') ??
        textAt(event, 'deprecatedLastTimestamp') ??
        textAt(event, 'eventTime') ??
        textAt(event, 'firstTimestamp') ??
        textAt(objectAt(event, 'metadata'), 'creationTimestamp'),
    ),
  }
}

function countOf(event: Fields): number | undefined {
  return integerAt(event, 'count') ?? integerAt(event, 'deprecatedCount')
}

const RESERVED = /(system|kube) reserved (?:compressible )?cgroup(?: limits on)? "?(\/[^\s":]{1,1024})?/i
const PODS = /Limits "(\/[^\s":]{1,1024})"/

/**
 * `Updated Node Allocatable limit across pods`, `Updated limits on kube reserved cgroup /kube.slice`, `Failed to enforce
 * System Reserved Cgroup Limits on "/system.slice": …`, `Failed to update Node Allocatable Limits "/kubepods": …`.
 */
function targetOf(message: string): {
  target: 'pods' | 'system-reserved' | 'kube-reserved'
  cgroup?: string
} {
  const [, whose, cgroup] = RESERVED.exec(message) ?? []
  if (whose === undefined) return { target: 'pods', ...present('cgroup', PODS.exec(message)?.[1]) }
  const target = whose.toLowerCase() === 'kube' ? 'kube-reserved' : 'system-reserved'
  return { target, ...present('cgroup', cgroup) }
}

function victimOf(groups: readonly string[] | null): { victimComm?: string; victimPid?: number } {
  const [, comm = '', pid = ''] = groups ?? []
  const number = pid === '' ? undefined : safeInteger(pid)
  return { ...(comm === '' ? {} : { victimComm: comm }), ...present('victimPid', number) }
}
