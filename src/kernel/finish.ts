import { identifyCgroup } from '../cgroup/index.js'
import { atOf } from '../record/at-of-line.js'
import type { Cgroup } from '../record/cgroup.js'
import type { MemInfo } from '../record/mem-info.js'
import type { OomEvent, Trigger } from '../record/oom.js'
import type { PageAllocationFailure } from '../record/page-allocation-failure.js'
import type { Problem } from '../record/problem.js'
import type { Source } from '../record/source.js'
import type { Reaped, Victim } from '../record/victim.js'
import { completenessOf } from './completeness.js'
import { settleSummary } from './constructs/verdict.js'
import { deriveFrom } from './derived.js'
import type { Draft } from './draft.js'
import type { Gathering } from './gathering.js'
import { decodedFlags } from './gfp/decode.js'
import { pageSizeOf } from './page-size.js'
import { isFullLength } from './record-limit.js'
import { outcomeOf, scopeOf } from './scope.js'
import { layoutOf, toTasks } from './task-columns.js'

export interface FinishOptions {
  readonly input: string
  /** The machine's page size, where the caller knows it. */
  readonly pageSizeBytes?: number | undefined
}

type Unnamed<T> = Omit<T, 'id'>

/** Makes the record of a gathered dump; `undefined` for what proves to be no event (SysRq-m, a lone Mem-Info). */
export function finish(
  dump: Gathering,
  options: FinishOptions,
): Unnamed<OomEvent> | Unnamed<PageAllocationFailure> | undefined {
  if (dump.kind === 'oom') return finishOom(dump, options)
  if (dump.kind === 'allocation') return finishAllocation(dump, options)
  return undefined
}

function finishOom(dump: Gathering, options: FinishOptions): Unnamed<OomEvent> {
  const { draft } = dump
  const scope = scopeOf(draft)
  const table = layoutOf(draft)
  const pageSize = pageSizeOf(draft, table?.layout, options.pageSizeBytes)
  const problems = problemsOf(dump)
  if (table?.guessed === true)
    problems.push({
      code: 'table-without-header',
      message: `the task table has no header: columns taken to be ${table.layout.join(', ')}`,
      ...lineOf(draft.rows[0]?.line),
    })
  dropCutStatistic(draft, problems)
  dropForeignMemInfo(draft, problems)
  settleNames(draft, problems)
  const tasks = table === undefined ? [] : toTasks(draft.rows, table.layout, pageSize.pageSizeBytes)
  const victims = [...draft.victims]
  addReaped(draft, victims)
  const event: Unnamed<OomEvent> = {
    type: 'oom',
    at: atOf(dump.first),
    ...(dump.first.host === undefined ? {} : { host: dump.first.host }),
    source: sourceOf(dump, options.input),
    scope,
    outcome: outcomeOf(draft),
    trigger: triggerOf(dump, pageSize.pageSizeBytes),
    ...pageSize,
    victims,
    completeness: { complete: false, missing: [], foreignLines: 0, lostLines: 0, unexplained: [] },
    derived: deriveFrom(tasks),
    problems,
  }
  if (Object.keys(draft.kernel).length > 0) event.kernel = draft.kernel
  if (draft.constraint !== undefined) event.constraint = draft.constraint
  if (draft.selected !== undefined) {
    const { allocating: _, ...selected } = draft.selected
    event.selected = selected
  }
  if (draft.killMessage !== undefined) event.killMessage = draft.killMessage
  if (draft.panic !== undefined) event.panic = draft.panic
  if (draft.endLine !== undefined) event.endLine = draft.endLine
  if (draft.frames.length > 0) event.callTrace = draft.frames
  if (Object.keys(draft.registers).length > 0) event.registers = draft.registers
  const cgroup = cgroupOf(draft)
  if (cgroup !== undefined) event.cgroup = cgroup
  if (Object.keys(draft.memInfo).length > 0) event.memInfo = draft.memInfo
  if (draft.columns.length > 0) event.taskColumns = draft.columns
  if (tasks.length > 0) event.tasks = tasks
  if (draft.possibleVictims.length > 0) event.possibleVictims = draft.possibleVictims
  dump.draft.problems.length = 0
  for (const problem of problems) dump.draft.problems.push(problem)
  event.completeness = completenessOf(dump, scope)
  return event
}

function finishAllocation(dump: Gathering, options: FinishOptions): Unnamed<PageAllocationFailure> {
  const { draft } = dump
  const pageSize = pageSizeOf(draft, undefined, options.pageSizeBytes)
  const { kind = 'failure', message = '', ...amounts } = draft.allocation ?? {}
  const event: Unnamed<PageAllocationFailure> = {
    type: 'page-allocation-failure',
    kind,
    at: atOf(dump.first),
    ...(dump.first.host === undefined ? {} : { host: dump.first.host }),
    source: sourceOf(dump, options.input),
    trigger: triggerOf(dump, pageSize.pageSizeBytes),
    ...amounts,
    ...pageSize,
    completeness: completenessOf(dump, 'unknown'),
    message,
    problems: problemsOf(dump),
  }
  if (Object.keys(draft.kernel).length > 0) event.kernel = draft.kernel
  if (draft.frames.length > 0) event.callTrace = draft.frames
  if (Object.keys(draft.registers).length > 0) event.registers = draft.registers
  if (Object.keys(draft.memInfo).length > 0) event.memInfo = draft.memInfo
  const { minProtectionBytes, lowProtectionBytes } = draft.cgroup
  if (minProtectionBytes !== undefined) event.minProtectionBytes = minProtectionBytes
  if (lowProtectionBytes !== undefined) event.lowProtectionBytes = lowProtectionBytes
  return event
}

function sourceOf(dump: Gathering, input: string): Source {
  return { input, firstLine: dump.first.firstLine, lastLine: Math.max(dump.lastLine, dump.first.firstLine) }
}

function lineOf(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line }
}

function problemsOf(dump: Gathering): Problem[] {
  const problems = [...dump.draft.problems]
  const { contestedLines } = dump
  if (contestedLines.length > 0)
    problems.push({
      code: 'ambiguous-lines',
      message: `${contestedLines.length} lines are this dump's or those of one interleaved with it, and are in neither`,
      ...lineOf(contestedLines[0]),
    })
  const [garbled] = dump.damagedLines
  if (garbled !== undefined)
    problems.push({
      code: 'damaged-line',
      message: `${dump.damagedLines.length} lines that the console has garbled, from this one on`,
      line: garbled,
    })
  if (dump.interruptedBy !== undefined)
    problems.push({
      code: 'interrupted',
      message: 'another dump begins inside this one: lines of the two can be mixed up',
      line: dump.interruptedBy.first.firstLine,
    })
  if (dump.beganInside)
    problems.push({
      code: 'began-inside',
      message: 'it begins inside another dump, which goes on behind it: lines of the two can be mixed up',
      line: dump.first.firstLine,
    })
  if (dump.overrun && dump.lostLines > 0)
    problems.push({
      code: 'console-overrun',
      message:
        'the console dropped messages inside the dump: characters of other lines can be missing as well',
      line: dump.first.firstLine,
    })
  return problems
}

function triggerOf({ draft: { trigger, kernel }, first }: Gathering, pageSizeBytes: number): Trigger {
  Object.assign(trigger, decodedFlags(trigger, kernel.release))
  if (first.caller !== undefined) trigger.caller = first.caller
  if (trigger.gfpMask === '0x0') trigger.pageFault = true
  const { order } = trigger
  if (order !== undefined && order >= 0 && order < 32) trigger.requestBytes = pageSizeBytes * 2 ** order
  if (order !== undefined && trigger.manual === undefined) trigger.manual = false
  return trigger
}

function cgroupOf({ cgroup, stats, seen }: Draft): Cgroup | undefined {
  if (stats.length > 0) cgroup.stats = stats
  // Without a victim there is no line with the paths; from 5.3 on the statistics are those of the group over its limit.
  const [whole] = stats
  if (cgroup.limitOwner === undefined && seen.has('memcg-stats-heading') && whole?.cgroup !== undefined) {
    cgroup.limitOwner = whole.cgroup
    cgroup.ownerLine ??= whole.line
  }
  if (cgroup.limitOwner !== undefined) cgroup.limitOwnerIdentity = identifyCgroup(cgroup.limitOwner)
  if (cgroup.victimHome !== undefined) cgroup.victimIdentity = identifyCgroup(cgroup.victimHome)
  const version = versionOf(cgroup, seen)
  if (version !== undefined) cgroup.version = version
  return Object.keys(cgroup).length === 0 ? undefined : cgroup
}

/**
 * A `swap:` line proves v2. `memory+swap:` proves v1 where kernels that know `swap:` print it: those have the summary
 * line, or statistics of several lines (5.3+). Before, both hierarchies print `memory+swap:`, but only v1 limits it.
 */
function versionOf({ version, memorySwap, kmem }: Cgroup, seen: ReadonlySet<string>): 1 | 2 | undefined {
  if (version !== undefined) return version
  if (memorySwap === undefined) return undefined
  if (seen.has('memcg-stats-heading')) return 1
  return memorySwap.usageBytes !== 0 || (kmem !== undefined && kmem.usageBytes !== 0) ? 1 : undefined
}

/**
 * 5.3 to 6.4 print all statistics as one record: a full one ends anywhere, also in the middle of a number. Later kernels
 * print a record per entry, and have counters (pgdemote, 6.12) that tell them from the others.
 */
function dropCutStatistic({ stats, statsBytes, lastStatistic }: Draft, problems: Problem[]): void {
  const last = stats.at(-1)
  if (last === undefined || lastStatistic === undefined) return
  // Each entry was counted with the line feed behind it, and the last one has none.
  if (!isFullLength(statsBytes - 1) || 'pgdemoteKswapd' in last.counts) return
  delete last.bytes[lastStatistic.key]
  delete last.counts[lastStatistic.key]
  delete last.lines?.[lastStatistic.key]
  problems.push({
    code: 'cut-statistics',
    message: `the record of the statistics is full: ${lastStatistic.key} may be cut and is left out`,
    line: lastStatistic.line,
  })
}

/** A dump of a memory cgroup with a summary (5.0+) has no Mem-Info: what stands in front is SysRq's or another's. */
function dropForeignMemInfo(draft: Draft, problems: Problem[]): void {
  if (draft.constraint?.oomMemcg === undefined || Object.keys(draft.memInfo).length === 0) return
  for (const key of Object.keys(draft.memInfo)) delete draft.memInfo[key as keyof MemInfo]
  problems.push({
    code: 'foreign-mem-info',
    message: "the Mem-Info in front of the table is not this dump's and is left out",
  })
}

/** The kill line tells the victim's name exactly: with it the paths in the summary can be cut off exactly. */
function settleNames(draft: Draft, problems: Problem[]): void {
  const { constraint, victims, rows } = draft
  if (constraint === undefined || draft.summaryBody === undefined) return
  const named =
    victims.find(({ pid }) => pid === constraint.pid) ?? rows.find(({ pid }) => pid === constraint.pid)
  if (named === undefined || named.comm === constraint.task) return
  if (settleSummary(draft, { comm: named.comm }) && draft.constraint?.task === named.comm) return
  problems.push({
    code: 'names-differ',
    message: 'the summary and the kill line name the victim differently',
  })
}

/** Reports of the reaper go to the victim that they name; a lone one proves a kill whose own line is lost. */
function addReaped({ reaped, constraint, selected }: Draft, victims: Victim[]): void {
  for (const [pid, { comm, ...left }] of reaped) {
    const victim = victims.find((one) => one.pid === pid)
    const report: Reaped = left
    if (victim !== undefined) victim.reaped = report
    else if (victims.length === 0 || constraint?.pid === pid || selected?.pid === pid)
      victims.push({ pid, comm, reaped: report })
  }
}
