import type { Cgroup, MemcgStats } from '../record/cgroup.js'
import type { MemInfo } from '../record/mem-info.js'
import type { Constraint, Frame, Kernel, Trigger } from '../record/oom.js'
import type { Problem } from '../record/problem.js'
import type { Reaped, Victim } from '../record/victim.js'

/** A task row as printed: the numbers in the order of the header. */
export interface TaskRow {
  readonly pid: number
  readonly values: readonly number[]
  comm: string
  readonly line: number
}

/** What an allocation failure's first line says beyond a trigger. */
export interface AllocationHead {
  readonly kind: 'failure' | 'stall' | 'vmalloc' | 'slub'
  readonly message: string
  readonly stallMs?: number
  readonly requestBytes?: number
  readonly allocatedBytes?: number
}

/** A dump while its lines are folded in: the record without what follows from it (scope, page size, sums). */
export interface Draft {
  readonly trigger: Trigger
  readonly kernel: Kernel
  readonly frames: Frame[]
  readonly registers: Record<string, string>
  readonly cgroup: Cgroup
  readonly stats: MemcgStats[]
  readonly memInfo: MemInfo
  readonly columns: string[]
  readonly rows: TaskRow[]
  readonly victims: Victim[]
  readonly victimPids: Set<number>
  /** Kill lines that may be this dump's or an interleaved one's. */
  readonly possibleVictims: Victim[]
  readonly reaped: Map<number, Reaped & { comm: string }>
  readonly problems: Problem[]
  /** The construct of the line that was taken last. */
  last?: string
  /** What was seen, by construct name. */
  readonly seen: Set<string>
  constraint?: Constraint
  /** What stands between the nodemask and the pid of the summary, to be read again when the kill line has told the name. */
  summaryBody?: string
  selected?: {
    readonly pid: number
    readonly comm: string
    readonly score: number
    readonly allocating: boolean
    readonly line: number
  }
  groupKilled?: boolean
  allocation?: AllocationHead
  panic?: string
  noKillable?: boolean
  /** Of the panic, or of nothing that can be killed. */
  endLine?: number
  /** The words before ": Killed process": which kind of OOM it was. */
  killMessage?: string
  /** Byte length of the statistics' own text, to see where the kernel's record ended (5.3 to 6.4). */
  statsBytes: number
  lastStatistic?: { readonly key: string; readonly line: number }
}

export function newDraft(): Draft {
  return {
    trigger: {},
    kernel: {},
    frames: [],
    registers: Object.create(null),
    cgroup: {},
    stats: [],
    memInfo: {},
    columns: [],
    rows: [],
    victims: [],
    victimPids: new Set(),
    possibleVictims: [],
    reaped: new Map(),
    problems: [],
    seen: new Set(),
    statsBytes: 0,
  }
}
