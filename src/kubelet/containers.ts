import { valueIn } from '../klog/index.js'
import { wholeNumber } from './amounts.js'
import { parseJson, recordOf, textOf } from './json.js'
import { podOf } from './pods.js'
import { type Form, firstLineOf, present, type Statement } from './statement.js'

const TYPES = new Set([
  'ContainerStarted',
  'ContainerDied',
  'ContainerRemoved',
  'PodSync',
  'ContainerChanged',
])
const QUOTED_EVENT =
  /^"([^"]{1,512})", event: &pleg\.PodLifecycleEvent\{ID:"([^"]{0,128})", Type:"(\w{1,32})", Data:(?:"([^"]{0,256})"|[^"]{0,256})\}$/
const BARE_EVENT = /^&?\{ID:([^\s{}]{0,128}) Type:(\w{1,32}) Data:([^\s{}]{0,256})\}$/
const KILLING = /^Killing container (?:"([^"]{1,256})" )?with (?:a )?(\d{1,9}) second grace period$/
const QOS_RESERVED = /^\[Container Manager\] \w{1,32} pod requests total \d{1,19} bytes \(reserve \d{1,3}%\)$/

interface Lifecycle {
  readonly uid?: string | undefined
  readonly type?: string | undefined
  readonly data?: string | undefined
}

export const CONTAINERS: readonly Form[] = [
  {
    opens: 'SyncLoop (PLEG): ',
    read(entry, text) {
      const rest = text.slice('SyncLoop (PLEG): '.length)
      if (rest === 'event for pod') {
        return lifecycle(valueIn(entry, 'pod'), lifecycleOf(valueIn(entry, 'event')))
      }
      const [, pod, uid, type, data] = QUOTED_EVENT.exec(rest) ?? []
      return lifecycle(pod, { uid, type, data })
    },
  },
  {
    // From 1.21 on at -v=4: the only line with the exit code.
    opens: 'Generic (PLEG): container finished',
    read(entry) {
      const containerId = containerIdOf(valueIn(entry, 'containerID'))
      const exitCode = wholeNumber(valueIn(entry, 'exitCode'))
      if (containerId === undefined) return []
      return [{ type: 'kubelet-notice', notice: 'container-died', ...present({ containerId, exitCode }) }]
    },
  },
  {
    // Structured from 1.21 on. The line about an override of the grace period is followed by this one.
    opens: 'Killing container ',
    read(entry, text) {
      if (text === 'Killing container with a grace period') {
        const pod = podOf(valueIn(entry, 'pod'))
        const containerId = containerIdOf(valueIn(entry, 'containerID'))
        return killing({ pod, containerId, gracePeriodSec: wholeNumber(valueIn(entry, 'gracePeriod')) })
      }
      const [, id, seconds] = KILLING.exec(text) ?? []
      if (seconds === undefined) return []
      return killing({ containerId: containerIdOf(id), gracePeriodSec: Number(seconds) })
    },
  },
  { opens: '[ContainerManager]: Failed to update QoS cgroup configuration', read: () => qosFailed() },
  {
    opens: 'Failed to update QoS cgroup configuration',
    read: (entry) => qosFailed(valueIn(entry, 'err')),
  },
  {
    opens: '[Container Manager] ',
    read: (_entry, text) =>
      QOS_RESERVED.test(text) ? [{ type: 'kubelet-notice', notice: 'qos-reserved' }] : [],
  },
]

/** A container died: why is not said. */
function lifecycle(printedPod: string | undefined, { uid, type, data }: Lifecycle): Statement[] {
  if (type === undefined || !TYPES.has(type)) return []
  const named = podOf(printedPod)
  const pod = named === undefined || uid === undefined || uid === '' ? named : { ...named, uid }
  const about = present({ pod, containerId: containerIdOf(data), reason: type })
  const notice = type === 'ContainerDied' ? 'container-died' : 'pod-lifecycle'
  return [{ type: 'kubelet-notice', notice, ...about }]
}

/** `&{ID:… Type:ContainerDied Data:…}` until 1.27, JSON later. */
function lifecycleOf(printed: string | undefined): Lifecycle {
  if (printed === undefined) return {}
  const json = recordOf(parseJson(printed))
  if (json !== undefined) {
    const [uid, type, data] = [json.get('ID'), json.get('Type'), json.get('Data')].map(textOf)
    return { uid, type, data }
  }
  const [, uid, type, data] = BARE_EVENT.exec(printed) ?? []
  return { uid, type, data }
}

function killing(about: {
  pod?: ReturnType<typeof podOf>
  containerId: string | undefined
  gracePeriodSec: number | undefined
}): Statement[] {
  return [{ type: 'kubelet-notice', notice: 'killing-container', ...present(about) }]
}

function qosFailed(error?: string): Statement[] {
  return [{ type: 'kubelet-notice', notice: 'qos-update-failed', ...present({ error: firstLineOf(error) }) }]
}

/** Without the runtime that stands in front: `containerd://6ee6…`. */
function containerIdOf(printed: string | undefined): string | undefined {
  return /^(?:[a-z-]{1,32}:\/\/)?([\w.-]{1,128})$/.exec(printed ?? '')?.[1]
}
