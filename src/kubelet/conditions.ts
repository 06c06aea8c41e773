import { valueIn } from '../klog/index.js'
import { parseJson, recordOf, textOf } from './json.js'
import { nodeOf } from './node-name.js'
import { type Form, present, type Statement } from './statement.js'

const RECORDING = /^Recording (Node[A-Za-z]{1,64}) event message for node (\S{1,253})$/
const REGISTER = /^Attempting to register node (\S{1,253})$/
const REGISTERED = /^Successfully registered node (\S{1,253})$/
const REGISTERED_BEFORE = /^Node (\S{1,253}) was previously registered$/

export const CONDITIONS: readonly Form[] = [
  {
    opens: 'Recording Node',
    read(_entry, text) {
      const [, reason, node] = RECORDING.exec(text) ?? []
      return reason === undefined ? [] : [{ type: 'kubelet-node-condition', ...present({ reason, node }) }]
    },
  },
  {
    opens: 'Recording event message for node',
    read(entry) {
      const reason = valueIn(entry, 'event')
      const node = nodeOf(entry)
      return reason === undefined ? [] : [{ type: 'kubelet-node-condition', ...present({ reason, node }) }]
    },
  },
  {
    // Until 1.20 the condition follows the colon, later it is a pair.
    opens: 'Node became not ready',
    read(entry, text) {
      const condition = valueIn(entry, 'condition') ?? text.slice('Node became not ready: '.length)
      const node = nodeOf(entry)
      return [{ type: 'kubelet-node-condition', ...present({ node, ...conditionOf(condition) }) }]
    },
  },
  { opens: 'Update capacity for ', read: () => [{ type: 'kubelet-notice', notice: 'device-capacity' }] },
  { opens: 'Update allocatable for ', read: () => [{ type: 'kubelet-notice', notice: 'device-capacity' }] },
  {
    opens: 'Updated capacity for device plugin',
    read: () => [{ type: 'kubelet-notice', notice: 'device-capacity' }],
  },
  {
    opens: 'Updated allocatable',
    read: (entry) =>
      valueIn(entry, 'allocatable') === undefined
        ? []
        : [{ type: 'kubelet-notice', notice: 'device-capacity' }],
  },
  {
    opens: 'Attempting to register node',
    read: (entry, text) => about('registering', nodeOf(entry) ?? REGISTER.exec(text)?.[1]),
  },
  {
    opens: 'Successfully registered node',
    read: (entry, text) => about('registered', nodeOf(entry) ?? REGISTERED.exec(text)?.[1]),
  },
  {
    opens: 'Node was previously registered',
    read: (entry) => about('previously-registered', nodeOf(entry)),
  },
  {
    opens: 'Node ',
    read: (_entry, text) => about('previously-registered', REGISTERED_BEFORE.exec(text)?.[1]),
  },
]

function about(
  notice: 'registering' | 'registered' | 'previously-registered',
  node: string | undefined,
): Statement[] {
  return node === undefined ? [] : [{ type: 'kubelet-notice', notice, node }]
}

/** A NodeCondition: `{Type:Ready Status:False LastHeartbeatTime:… Reason:KubeletNotReady Message:…}` or its JSON. */
function conditionOf(printed: string): { condition?: string; status?: string; reason?: string } {
  const json = recordOf(parseJson(printed))
  if (json !== undefined) {
    const [condition, status, reason] = [json.get('type'), json.get('status'), json.get('reason')].map(textOf)
    return present({ condition, status, reason })
  }
  // The message comes last and is free text: nothing behind it is read.
  const [head = ''] = printed.split(' Message:', 1)
  const [, condition, status] = /^\{Type:(\w{1,64}) Status:(\w{1,32}) /.exec(head) ?? []
  const reason = / Reason:(\w{1,128})$/.exec(head)?.[1]
  return present({ condition, status, reason })
}
