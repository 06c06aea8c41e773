import type { Document, Event, EventType, OomEvent } from '../../record/index.js'
import { isDump } from '../../record/is-dump.js'
import type { Said } from './fit.js'

/** What can change a limit, or what there is to limit, in a word or two. */
const CHANGES: Partial<Record<EventType, string>> = {
  'config-file-modified': 'config changed',
  'kubelet-config-change': 'kubelet config changed',
  'kubelet-start': 'kubelet start',
  'kubelet-allocatable-enforced': 'limit of pods set',
  'kubelet-eviction': 'eviction',
  'systemd-reload': 'systemd reload',
  boot: 'boot',
}

const SHOWN = 4

/** What changed on the machine before the OOM and how long before, the last change first; that nothing is known is said. */
export function before(event: OomEvent, { events, inputs }: Document): Said[] {
  const place = events.findIndex(({ id }) => id === event.id)
  const said: Said[] = []
  const seen = new Set<EventType>()
  for (let index = place - 1; index >= 0 && said.length < SHOWN; index--) {
    const one = events[index]
    if (one === undefined || seen.has(one.type) || !isChange(one) || isOfOther(one, event)) continue
    seen.add(one.type)
    said.push(words(one, ago(one, event)))
  }
  if (said.length > 0) return said
  const isKernelOnly = inputs.every(({ kinds }) => kinds.every((kind) => kind === 'kernel-log'))
  return isKernelOnly && events.every((one) => isDump(one) || one.type === 'boot')
    ? []
    : ['no change of a configuration or a limit was read']
}

/** The kubelet reads its static pods and measures its thresholds all the time: that changes nothing. */
function isChange(event: Event): boolean {
  if (event.type === 'kubelet-config-change') return event.what !== 'static-pods'
  if (event.type === 'kubelet-eviction') return event.phase === 'evicting' || event.phase === 'evicted'
  // Without a time it says nothing: every log begins some time after a boot.
  if (event.type === 'boot') return event.at.epochMs !== undefined
  return event.type in CHANGES
}

function words(event: Event, ago: string): Said {
  const short = `${CHANGES[event.type] ?? ''}${ago}`
  return event.type === 'config-file-modified' ? [`${fileName(event.path)} changed${ago}`, short] : short
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function isOfOther({ host }: Event, event: OomEvent): boolean {
  return host !== undefined && event.host !== undefined && host !== event.host
}

/** ` (2 h 4 min)` */
function ago({ at }: Event, event: OomEvent): string {
  if (at.epochMs === undefined || event.at.epochMs === undefined) return ''
  const seconds = Math.max(0, Math.floor((event.at.epochMs - at.epochMs) / 1000))
  if (seconds < 60) return ` (${seconds} s)`
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours < 1) return ` (${minutes} min)`
  return hours < 48 ? ` (${hours} h ${minutes % 60} min)` : ` (${Math.floor(hours / 24)} d)`
}
