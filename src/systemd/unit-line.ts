import { readJobLine } from './job-line.js'
import { readOldUnitLine } from './old-unit-line.js'
import type { UnitFact } from './unit-fact.js'
import { readUnitMessage } from './unit-message.js'

/**
 * One line of PID 1 about a unit.
 *
 *     readUnitLine("kubelet.service: Failed with result 'exit-code'.")   // { state: 'failed', result: 'exit-code', … }
 */
export function readUnitLine(text: string): UnitFact | undefined {
  return readJobLine(text) ?? readUnitMessage(text) ?? readOldUnitLine(text)
}
