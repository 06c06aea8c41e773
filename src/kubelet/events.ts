import { type KlogEntry, valueIn } from '../klog/index.js'
import { type EventText, eventOccurred, eventOfObject, eventOfReference } from './event-text.js'
import { evictedPod } from './eviction.js'
import { type Form, firstLineOf, present, type Statement } from './statement.js'

const ENFORCED = /^Updated limits on (system|kube) reserved cgroup (\S{1,4096})$/
const NOT_UPDATED = /^Failed to update Node Allocatable Limits (?:"[^"]{0,4096}"|\[[^\]]{0,4096}\]): (.*)$/s
const NOT_ENFORCED =
  /^Failed to enforce (System|Kube) Reserved (?:Compressible )?Cgroup Limits on "([^"]{0,4096})": (.*)$/s

const CONDITION_REASONS = new Set(
  [
    'NodeHasSufficientMemory NodeHasInsufficientMemory NodeHasNoDiskPressure NodeHasDiskPressure',
    'NodeHasSufficientPID NodeHasInsufficientPID NodeHasSufficientDisk NodeHasInsufficientDisk',
    'NodeReady NodeNotReady NodeSchedulable NodeNotSchedulable',
  ].flatMap((names) => names.split(' ')),
)

/** Reasons that say something about memory, or about the life of a node, a pod or a container. */
const OTHER_REASONS = new Set(
  [
    'Starting Rebooted Shutdown NodeShutdown InvalidDiskCapacity FreeDiskSpaceFailed ImageGCFailed ContainerGCFailed',
    'CgroupV1 PossibleMemoryBackedVolumesOnDisk Preempting ExceededGracePeriod Killing BackOff OOMKilling',
    'ResizeCompleted ResizeStarted ResizeError ResizeDeferred ResizeInfeasible',
    // Where their message is not the one that is known.
    'NodeAllocatableEnforced FailedNodeAllocatableEnforcement SystemOOM EvictionThresholdMet Evicted',
  ].flatMap((names) => names.split(' ')),
)

export const EVENTS: readonly Form[] = [
  { opens: 'Event occurred', read: (entry) => eventStatements(eventOccurred(entry)) },
  { opens: 'Event(v1.ObjectReference{', read: (_entry, text) => eventStatements(eventOfReference(text)) },
  { opens: 'Server rejected event', read: notSent },
  { opens: 'Unable to write event', read: notSent },
]

/** The line is younger than the event: the kubelet tries for minutes. */
function notSent(entry: KlogEntry, text: string): Statement[] {
  const event = eventOfObject(valueIn(entry, 'event') ?? text)
  const when = event?.lastAt === undefined ? 'at an unknown time' : `at ${event.lastAt}`
  const message = `the line says that an event could not be sent; it happened before, ${when}`
  return eventStatements(event).map((said) => ({ ...said, problems: [{ code: 'late-event', message }] }))
}

function eventStatements(event: EventText | undefined): Statement[] {
  if (event === undefined) return []
  const own = statementOf(event)
  if (own !== undefined) return [own]
  if (!OTHER_REASONS.has(event.reason)) return []
  const { reason, kind, name, namespace, component, count, firstAt } = event
  const about = present({ kind, name, namespace, component, count, firstAt })
  return [{ type: 'kubernetes-event', reason, ...about }]
}

/** The record that an event has of its own, where its message is as the kubelet writes it. */
function statementOf(event: EventText): Statement | undefined {
  const { reason, message, name } = event
  if (reason === 'SystemOOM') return systemOom(event)
  if (reason === 'NodeAllocatableEnforced') return enforced(event)
  if (reason === 'FailedNodeAllocatableEnforcement') return notEnforced(event)
  if (reason === 'KubeletConfigChanged') return { type: 'kubelet-config-change', what: 'dynamic-config' }
  if (CONDITION_REASONS.has(reason)) {
    return { type: 'kubelet-node-condition', reason, ...present({ node: name }) }
  }
  if (reason === 'EvictionThresholdMet') {
    const resource = /^Attempting to reclaim ([\w-]{1,64})$/.exec(message)?.[1]
    if (resource !== undefined) return { type: 'kubelet-eviction', phase: 'threshold-met', resource }
  }
  if (reason === 'Evicted' && name !== undefined) {
    const { namespace, uid } = event
    return { ...evictedPod({ name, ...present({ namespace, uid }) }, message), ...{ reason } }
  }
  return undefined
}

/** Until 1.17 without the victim. Its command is free text: the pid is what ends the message. */
function systemOom({ message, name }: EventText): Statement | undefined {
  const head = 'System OOM encountered'
  if (!message.startsWith(head)) return undefined
  const [, victimComm, pid] =
    /^, victim process: (.{0,256}), pid: (\d{1,10})$/s.exec(message.slice(head.length)) ?? []
  const victimPid = pid === undefined ? undefined : Number(pid)
  return { type: 'kubelet-system-oom', form: 'event', ...present({ node: name, victimComm, victimPid }) }
}

function enforced({ message, name: node }: EventText): Statement | undefined {
  const type = 'kubelet-allocatable-enforced'
  if (message === 'Updated Node Allocatable limit across pods') {
    return { type, target: 'pods', ...present({ node }) }
  }
  const [, which, cgroup] = ENFORCED.exec(message) ?? []
  if (which === undefined) return undefined
  return { type, target: targetOf(which), ...present({ node, cgroup }) }
}

function notEnforced({ message, name: node }: EventText): Statement | undefined {
  const type = 'kubelet-allocatable-failed'
  const error = NOT_UPDATED.exec(message)?.[1]
  if (error !== undefined) return { type, target: 'pods', ...present({ node, error: firstLineOf(error) }) }
  const [, which, cgroup, why] = NOT_ENFORCED.exec(message) ?? []
  if (which === undefined) return undefined
  return { type, target: targetOf(which), ...present({ node, cgroup, error: firstLineOf(why) }) }
}

function targetOf(which: string): 'system-reserved' | 'kube-reserved' {
  return which.toLowerCase() === 'system' ? 'system-reserved' : 'kube-reserved'
}
