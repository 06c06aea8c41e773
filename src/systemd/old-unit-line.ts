import type { UnitState } from './unit-fact.js'
import { isUnitName } from './unit-name.js'

const FAILED = /^Unit (\S{1,270}) entered failed state\.$/
const HOLD_OFF = /^(\S{1,270}) holdoff time over, scheduling restart\.$/

/**
 * Lines of systemd 219 (RHEL 7) that do not begin with `unit: `. Its third line about a failure, `kubelet.service
 * failed.`, says nothing more.
 */
export function readOldUnitLine(text: string): UnitState | undefined {
  const failed = text.startsWith('Unit ') ? FAILED.exec(text)?.[1] : undefined
  if (failed !== undefined && isUnitName(failed)) return state(failed, 'failed')
  const restarts = text.endsWith(' scheduling restart.') ? HOLD_OFF.exec(text)?.[1] : undefined
  if (restarts !== undefined && isUnitName(restarts)) return state(restarts, 'restart-scheduled')
  return undefined
}

function state(unit: string, what: UnitState['state']): UnitState {
  return { type: 'systemd-unit-state', unit, state: what, failure: true }
}
