import { safeInteger } from '../grammar/index.js'
import type { Problem } from '../record/index.js'
import type { KillFact } from './fact.js'
import { splitPressure } from './pressure.js'

const PERCENT = '(\\d{1,3}(?:\\.\\d{1,4})?)%'
const USED = 'used \\((\\d{1,20})\\) / total \\((\\d{1,20})\\)'
/** 248 and later. */
const PRESSURE = new RegExp(` being ${PERCENT} > ${PERCENT} for > [^%]{1,40} with reclaim activity$`)
/** 248. */
const SWAP = new RegExp(` due to swap ${USED} being more than ${PERCENT}$`)
/** 249 and later. */
const BOTH = new RegExp(` due to memory ${USED} and swap ${USED} being more than ${PERCENT}$`)
/** 247 tells why it begins to kill, and not whom. */
const OLD_PRESSURE =
  /^Memory pressure for ([^\n]{1,4096}) is greater than (\d{1,3})%? for more than \d{1,10} seconds and there was reclaim activity$/
const OLD_SWAP = new RegExp(`^Swap ${USED} is more than ${PERCENT}$`)
const DRY_RUN = 'oomd dry-run: Would have tried to kill '
const RECURSE = / with recurse=(?:true|false|yes|no)$/
const FAILED = 'Failed to kill any cgroup'

/**
 * One line of systemd-oomd about a kill.
 *
 *     readOomd('Killed /a.slice/b.scope due to memory pressure for /a.slice being 71.20% > 60.00% for > 30s with reclaim activity')
 *     // { stage: 'killed', reason: 'memory-pressure', cgroup: '/a.slice/b.scope', pressurePercent: 71.2, … }
 */
export function readOomd(text: string): KillFact | undefined {
  if (text.startsWith('Killed ')) return readKill(text.slice('Killed '.length), 'killed', '')
  // From 262 on the kill follows.
  if (text.startsWith('Marked ')) return readKill(text.slice('Marked '.length), 'marked', ' for killing')
  if (text.startsWith(DRY_RUN)) {
    return { ...fact('dry-run'), cgroup: text.slice(DRY_RUN.length).replace(RECURSE, '') }
  }
  if (text.startsWith(FAILED)) return readFailed(text)
  return readOld(text)
}

function fact(stage: KillFact['stage']): KillFact {
  return { type: 'userspace-oom-kill', killer: 'systemd-oomd', stage }
}

function readKill(body: string, stage: KillFact['stage'], verb: string): KillFact | undefined {
  const both = BOTH.exec(body)
  const swap = both === null ? SWAP.exec(body) : null
  const memory = both ?? swap
  if (memory !== null) {
    const whom = body.slice(0, memory.index)
    if (!whom.endsWith(verb)) return undefined
    const amounts = both === null ? swapOf(memory.slice(1)) : bothOf(memory.slice(1))
    return { ...fact(stage), cgroup: whom.slice(0, whom.length - verb.length), ...amounts }
  }
  const pressure = PRESSURE.exec(body)
  if (pressure === null) return undefined
  const names = splitPressure(body.slice(0, pressure.index), `${verb} due to memory pressure for `)
  if (names === undefined) return undefined
  return {
    ...fact(stage),
    reason: 'memory-pressure',
    ...names,
    pressurePercent: Number(pressure[1]),
    limitPercent: Number(pressure[2]),
  }
}

/** `… under /a.slice based on pressure`, `… based on swap`: nothing was killed. */
function readFailed(text: string): KillFact {
  const why = text.slice(text.lastIndexOf(' based on ') + 1)
  if (why.startsWith('based on pressure')) return { ...fact('failed'), reason: 'memory-pressure' }
  return why.startsWith('based on swap') ? { ...fact('failed'), reason: 'swap' } : fact('failed')
}

function readOld(text: string): KillFact | undefined {
  const pressure = text.startsWith('Memory pressure for ') ? OLD_PRESSURE.exec(text) : null
  if (pressure?.[1] !== undefined) {
    const limitPercent = Number(pressure[2])
    return { ...fact('warned'), reason: 'memory-pressure', pressureCgroup: pressure[1], limitPercent }
  }
  const swap = text.startsWith('Swap used ') ? OLD_SWAP.exec(text) : null
  return swap === null ? undefined : { ...fact('warned'), ...swapOf(swap.slice(1)) }
}

function swapOf([used = '', total = '', percent]: readonly string[]): Partial<KillFact> {
  return {
    reason: 'swap',
    limitPercent: Number(percent),
    ...bytes({ swapUsedBytes: used, swapTotalBytes: total }),
  }
}

function bothOf([
  used = '',
  total = '',
  swapUsed = '',
  swapTotal = '',
  percent,
]: readonly string[]): Partial<KillFact> {
  const amounts = bytes({
    memoryUsedBytes: used,
    memoryTotalBytes: total,
    swapUsedBytes: swapUsed,
    swapTotalBytes: swapTotal,
  })
  return { reason: 'memory-and-swap', limitPercent: Number(percent), ...amounts }
}

type Amount = 'memoryUsedBytes' | 'memoryTotalBytes' | 'swapUsedBytes' | 'swapTotalBytes'

function bytes(printed: Partial<Record<Amount, string>>): Partial<KillFact> {
  const amounts: Partial<Record<string, number>> = {}
  const problems: Problem[] = []
  for (const [name, digits] of Object.entries(printed)) {
    const amount = safeInteger(digits)
    if (amount === undefined) problems.push({ code: 'number-out-of-range', message: `${name} is ${digits}` })
    else amounts[name] = amount
  }
  return problems.length === 0 ? amounts : { ...amounts, problems }
}
