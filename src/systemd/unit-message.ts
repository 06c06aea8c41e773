import { safeInteger } from '../grammar/index.js'
import type { UnitFact, UnitOom, UnitState } from './unit-fact.js'
import { isUnitName } from './unit-name.js'

/** `node` where the line is no failure: of use for the units of a node only. */
type Message = readonly [
  opens: string,
  read: (body: string, unit: string) => UnitFact | undefined,
  of?: 'node',
]

/** `status=255/n/a` where the number has no name. */
const EXITED = /^code=(exited|killed|dumped), status=(\d{1,3})\/([\w.+-]{1,32}|n\/a)( \(success\))?$/
const RESULT = /^([a-z-]{1,32})'\.$/
const COUNTER = /^(\d{1,10})\.$/
const RESTART_SEC = /^[\w. ]{1,64} expired, scheduling restart\.$/
const MEMORY_PEAK = /, (\d{1,10}(?:\.\d{1,3})?[BKMGTPE]?) memory peak[.,]/
const OOMD = /^(some|\d{1,9}) process\(?(?:es)?\)? in this unit\.$/

/** What stands behind `unit: `, with the systemd versions that print it. */
export const MESSAGES: readonly Message[] = [
  // 220 and later; 219 begins in lower case.
  ['Main process exited, ', readExited],
  ['main process exited, ', readExited],
  // 220 and later. `oom-kill`, from 243 on, does not tell whose kill it was.
  ["Failed with result '", readResult],
  // 220 to 234.
  ['Unit entered failed state.', whole('failed', true)],
  // 240 to 247, and 248 on.
  ['Succeeded.', whole('deactivated', false), 'node'],
  ['Deactivated successfully.', whole('deactivated', false), 'node'],
  // 220 to 238, and 239 to 253. From 235 on the line with the counter follows.
  ['Service hold-off time over, scheduling restart.', whole('restart-scheduled', true)],
  ['Service RestartSec=', readRestartSec],
  // 235 on.
  ['Scheduled restart job, restart counter is at ', readCounter],
  // 235 on; memory from 256 on.
  ['Consumed ', readConsumed, 'node'],
  // 243 to 257, and later ones.
  ['A process of this unit has been killed by the OOM killer.', kernelOom],
  ['The kernel OOM killer killed some processes in this unit.', kernelOom],
  // 247 on.
  ['systemd-oomd killed ', readOomd],
]

export function readUnitMessage(text: string): UnitFact | undefined {
  const colon = text.indexOf(': ')
  if (colon < 0 || !isUnitName(text.slice(0, colon))) return undefined
  for (const [opens, read] of MESSAGES) {
    if (text.startsWith(opens, colon + 2)) {
      return read(text.slice(colon + 2 + opens.length), text.slice(0, colon))
    }
  }
  return undefined
}

function state(unit: string, what: UnitState['state'], failure: boolean): UnitState {
  return { type: 'systemd-unit-state', unit, state: what, failure }
}

function whole(what: UnitState['state'], failure: boolean): Message[1] {
  return (rest, unit) => (rest === '' ? state(unit, what, failure) : undefined)
}

function readExited(body: string, unit: string): UnitState | undefined {
  const [, code, digits = '', name = '', success] = EXITED.exec(body) ?? []
  if (code === undefined) return undefined
  const status = Number(digits)
  const clean = (code === 'exited' && status === 0) || success !== undefined
  return {
    ...state(unit, 'exited', !clean),
    code,
    status,
    ...(name === 'n/a' ? {} : { statusName: name }),
  }
}

function readResult(body: string, unit: string): UnitFact | undefined {
  const result = RESULT.exec(body)?.[1]
  if (result === undefined) return undefined
  if (result === 'oom-kill') return { type: 'systemd-unit-oom', unit, by: 'unknown', form: 'result' }
  return { ...state(unit, 'failed', true), result }
}

function readRestartSec(body: string, unit: string): UnitState | undefined {
  return RESTART_SEC.test(body) ? state(unit, 'restart-scheduled', true) : undefined
}

function readCounter(body: string, unit: string): UnitState | undefined {
  const restartCounter = safeInteger(COUNTER.exec(body)?.[1] ?? '-')
  return restartCounter === undefined
    ? undefined
    : { ...state(unit, 'restart-scheduled', true), restartCounter }
}

/** `2min 16.501s CPU time, 93.7M memory peak, 328K read from disk.` */
function readConsumed(body: string, unit: string): UnitState {
  const memoryPeak = MEMORY_PEAK.exec(body)?.[1]
  return { ...state(unit, 'resources-consumed', false), ...(memoryPeak === undefined ? {} : { memoryPeak }) }
}

/** Driven by `oom_kill` of memory.events, which counts what the kernel killed in the unit and below. */
function kernelOom(rest: string, unit: string): UnitOom | undefined {
  return rest === '' ? { type: 'systemd-unit-oom', unit, by: 'kernel', form: 'process-killed' } : undefined
}

function readOomd(body: string, unit: string): UnitOom | undefined {
  const count = OOMD.exec(body)?.[1]
  if (count === undefined) return undefined
  return {
    type: 'systemd-unit-oom',
    unit,
    by: 'systemd-oomd',
    form: 'process-killed',
    ...(count === 'some' ? {} : { killedProcesses: Number(count) }),
  }
}
