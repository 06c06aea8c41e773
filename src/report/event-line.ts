import type { Event, EventType, OomEvent, PageAllocationFailure } from '../record/index.js'
import { limitSize } from './bytes.js'
import { DAEMON_LINES } from './daemon-lines.js'
import { KUBELET_LINES } from './kubelet-lines.js'
import type { Line, Lines } from './line.js'
import { process } from './name.js'
import { NODE_LINES } from './node-lines.js'
import { outcome } from './outcome.js'
import { list, told } from './phrases.js'
import { shortPlace } from './place.js'

const LINES: Lines<EventType> = {
  oom: { word: 'OOM', says: oom },
  'page-allocation-failure': { word: 'alloc-fail', says: allocationFailure },
  ...KUBELET_LINES,
  ...DAEMON_LINES,
  ...NODE_LINES,
}

/** A short word for the type of an event. */
export function eventWord(type: EventType): string {
  return LINES[type].word
}

/**
 * What an event says, as one line made of what was read from it.
 *
 *     eventLine(reload)   // 'systemd daemon-reload, asked by systemctl (pid 3200)'
 */
export function eventLine(event: Event): string {
  const line: Line<Event> = LINES[event.type]
  return line.says(event)
}

function oom(event: OomEvent): string {
  const { verdict, who } = outcome(event)
  const limit = event.cgroup?.memory?.limitBytes
  const amount = limit === undefined ? '' : `${limitSize(limit)} `
  return list(
    `${event.id} ${verdict} ${who}`,
    event.scope === 'memcg' ? `${amount}limit of ${shortPlace(event)}` : told('short of', shortPlace(event)),
  )
}

function allocationFailure(event: PageAllocationFailure): string {
  const { kind, trigger } = event
  return list(`${event.id} no OOM kill: ${kind}`, process(trigger), told('order', trigger.order))
}
