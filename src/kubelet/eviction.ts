import { valueIn } from '../klog/index.js'
import type { PodRef } from '../record/index.js'
import { evictionLine } from './eviction-lines.js'
import { readEvictionMessage } from './eviction-message.js'
import { podOf, somePods } from './pods.js'
import { type Form, firstLineOf, present, type Statement } from './statement.js'

export const EVICTION: readonly Form[] = [
  { opens: 'eviction manager: ', read: evictionLine },
  { opens: 'Eviction manager:', read: evictionLine },
  // Until 1.10.
  {
    opens: 'hard memory eviction threshold crossed',
    read: () => [{ type: 'kubelet-eviction', phase: 'notified' }],
  },
  {
    opens: 'soft memory eviction threshold crossed',
    read: () => [{ type: 'kubelet-eviction', phase: 'notified' }],
  },
  {
    opens: 'Evicting pod',
    read(entry) {
      const pod = podOf(valueIn(entry, 'pod'))
      const message = valueIn(entry, 'message')
      if (pod === undefined || message === undefined) return []
      return [evictedPod({ ...present({ uid: valueIn(entry, 'podUID') }), ...pod }, message)]
    },
  },
  {
    opens: 'Failed to admit pod ',
    read(entry, text) {
      const [, printedPod, printed] = NOT_ADMITTED.exec(text) ?? []
      const conditions = valueIn(entry, 'nodeCondition') ?? printed
      if (conditions === undefined) return []
      const names = conditions.match(/\w{1,64}/g)?.join(', ')
      return refused(valueIn(entry, 'pod') ?? printedPod, names)
    },
  },
  {
    opens: 'Predicate failed on Pod',
    read(entry, text) {
      const [, printedPod, reason] = PREDICATE_FAILED.exec(text) ?? []
      return refused(valueIn(entry, 'pod') ?? printedPod, valueIn(entry, 'err') ?? reason)
    },
  },
]

const NOT_ADMITTED = /^Failed to admit pod (\S{1,512}) - node has conditions: \[([\w ,]{0,512})\]$/
const PREDICATE_FAILED = /^Predicate failed on Pod: (\S{1,512}), for reason: (.*)$/s

/** A pod that the node evicted, as the kubelet and the Event `Evicted` tell it. */
export function evictedPod(pod: PodRef, message: string): Statement {
  const { name, namespace, uid } = pod
  const told = readEvictionMessage(message)
  return { type: 'pod-evicted', pod: name, ...present({ namespace, podUid: uid }), ...told }
}

function refused(printedPod: string | undefined, error: string | undefined): Statement[] {
  const pods = somePods([podOf(printedPod)])
  return [
    { type: 'kubelet-eviction', phase: 'admission-refused', ...present({ pods, error: firstLineOf(error) }) },
  ]
}
