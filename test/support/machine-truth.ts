import { type Case, readTruth, type Truth, type TruthEvent } from './corpus.js'

/** What a run in a virtual machine wrote down about itself, beside what `Truth` has. */
export interface MachineTruth extends Truth {
  readonly scenario: string
  readonly expect: { readonly constraint?: string; readonly noVictim?: boolean; readonly panic?: boolean }
  readonly processes: readonly TruthProcess[]
  readonly steps: readonly { readonly cmd?: string }[]
  readonly sysctl: Readonly<Record<string, string>>
  /** Measured shortly before the memory ran out. */
  readonly before: {
    readonly meminfo: Readonly<Record<string, number>>
    readonly cgroups: Readonly<Record<string, TruthCgroup>>
  }
}

export interface TruthProcess {
  readonly pid: number
  readonly comm: string
  readonly uid: number
  readonly cgroup: string
  readonly oomScoreAdj: number
  /** Counted by the test program itself until it died: memory of its own, written to tmpfs, held in the kernel. */
  readonly touched: { readonly anonKb?: number; readonly fileKb?: number; readonly kmemKb?: number }
  readonly death?: object
}

export interface TruthCgroup {
  readonly [file: string]: unknown
  readonly 'memory.stat'?: Readonly<Record<string, number>>
}

export function readMachineTruth(one: Case): MachineTruth {
  const truth = readTruth(one)
  if (truth === undefined) throw new Error(`${one.name} has no truth.json`)
  return truth as MachineTruth
}

/** The processes in a cgroup and below it; all of them where it is the machine that ran out. */
export function processesOf({ processes }: MachineTruth, owner: string | undefined): TruthProcess[] {
  if (owner === undefined) return [...processes]
  return processes.filter(({ cgroup }) => cgroup === owner || cgroup.startsWith(`${owner}/`))
}

export type Touched = keyof TruthProcess['touched']

export function touchedBytes(processes: readonly TruthProcess[], kind: Touched): number {
  return 1024 * processes.reduce((sum, { touched }) => sum + (touched[kind] ?? 0), 0)
}

/** The event that a dump is of: by its victim, or where nobody died, the only one there is. */
export function truthOf(
  { events }: MachineTruth,
  victims: readonly { readonly pid: number }[],
): TruthEvent | undefined {
  const [first] = victims
  if (first !== undefined)
    return events.find(({ victim }) => victim?.pid === first.pid) ?? inGroup(events, victims)
  return events.length === 1 ? events[0] : undefined
}

function inGroup(
  events: readonly TruthEvent[],
  victims: readonly { readonly pid: number }[],
): TruthEvent | undefined {
  return events.find(({ groupVictims = [] }) => groupVictims.some(({ pid }) => pid === victims[0]?.pid))
}
