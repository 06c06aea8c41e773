import type { UnitState } from './unit-fact.js'
import { readUnitText } from './unit-name.js'

export const JOBS = [
  ['Starting ', '...', 'starting'],
  ['Started ', '.', 'started'],
  ['Stopping ', '...', 'stopping'],
  ['Stopped ', '.', 'stopped'],
  ['Created slice ', '.', 'slice-created'],
  ['Removed slice ', '.', 'slice-removed'],
] as const

/** `Started kubelet.service - kubelet: The Kubernetes Node Agent.`: all versions, the unit in any of its three texts. */
export function readJobLine(text: string): UnitState | undefined {
  for (const [verb, end, state] of JOBS) {
    if (!text.startsWith(verb) || !text.endsWith(end) || text.length <= verb.length + end.length) continue
    const unit = readUnitText(text.slice(verb.length, text.length - end.length))
    return { type: 'systemd-unit-state', state, ...unit, failure: false }
  }
  return undefined
}
