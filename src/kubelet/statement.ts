import type { KlogEntry } from '../klog/index.js'
import type { EventOf, Problem } from '../record/index.js'

type SaidType =
  | 'kubelet-start'
  | 'kubelet-flag'
  | 'kubelet-node-config'
  | 'kubelet-allocatable-enforced'
  | 'kubelet-allocatable-failed'
  | 'kubelet-enforcing'
  | 'kubelet-config-change'
  | 'kubelet-eviction'
  | 'kubelet-system-oom'
  | 'kubelet-node-condition'
  | 'kubelet-notice'
  | 'limit-observed'
  | 'pod-evicted'
  | 'kubernetes-event'

/** What the reader adds itself: the time and the place of the entry. */
type Circumstances =
  | 'id'
  | 'at'
  | 'host'
  | 'pid'
  | 'source'
  | 'alsoIn'
  | 'orderUncertain'
  | 'message'
  | 'problems'

/** What a message says, without when and where it was said. */
export type Statement = {
  [Type in SaidType]: Omit<EventOf<Type>, Circumstances> & { problems?: Problem[] }
}[SaidType]

/** What is known of a node from the start of its kubelet. */
export interface KnownNode {
  cgroupRoot?: string
  cgroupDriver?: string
}

/** One message of the kubelet. Its fixed beginning is what it is found by, so no text inside a message can imitate it. */
export interface Form {
  readonly opens: string
  /** `text` is the message without a final line feed. No statement: the message only begins like this form. */
  readonly read: (entry: KlogEntry, text: string, node: KnownNode) => readonly Statement[]
}

/** Removes the keys that have no value: absent is a missing key. */
export function present<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  const kept: { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } = {}
  for (const key of Object.keys(fields) as (keyof Fields)[]) {
    const value = fields[key]
    if (value !== undefined && value !== '') kept[key] = value as Exclude<Fields[keyof Fields], undefined>
  }
  return kept
}

const MAX_ERROR = 1000

/** The first line of an error: until 1.20 a fatal one is followed by the stacks of all goroutines. */
export function firstLineOf(error: string | undefined): string | undefined {
  return error?.split('\n', 1)[0]?.slice(0, MAX_ERROR)
}
