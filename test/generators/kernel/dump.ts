import fc from 'fast-check'
import { GENERATIONS, type Generation } from './generations.js'

export interface Task {
  readonly pid: number
  readonly comm: string
  /** In the order of the generation's columns, as they are printed. */
  readonly values: readonly number[]
}

export interface Counter {
  readonly usageKb: number
  readonly limitKb: number
  readonly failcnt: number
}

export interface Memcg {
  readonly path: string
  /** Below that path. */
  readonly home: string
  readonly memory: Counter
  readonly swap: Counter
  /** v1 counts memory and swap together. */
  readonly isV1: boolean
  readonly stats: readonly (readonly [key: string, value: number])[]
}

/** What a dump of the whole machine says of its memory: one zone, and the sums. */
export interface Memory {
  /** By the names that are printed. */
  readonly pages: readonly (readonly [key: string, count: number])[]
  readonly zone: {
    readonly freeKb: number
    readonly minKb: number
    readonly lowKb: number
    readonly highKb: number
  }
  /** Chunks of 4 kB, 8 kB and so on. */
  readonly chunks: readonly number[]
  readonly pagecachePages: number
  readonly swapFreeKb: number
  readonly swapTotalKb: number
  readonly ramPages: number
  readonly reservedPages: number
}

/** All that a dump says, before anybody has printed it. */
export interface Dump {
  readonly generation: Generation
  readonly comm: string
  readonly pid: number
  readonly uid: number
  readonly cpu: number
  readonly mask: { readonly hex: string; readonly names: readonly string[] }
  readonly order: number
  readonly adjustment: number
  readonly tasks: readonly Task[]
  /** Which of the tasks is killed. */
  readonly victim: Task
  readonly victimUid: number
  readonly score: number
  readonly kb: { readonly vm: number; readonly anon: number; readonly file: number; readonly shmem: number }
  readonly pgtablesKb: number
  readonly victimAdjustment: number
  readonly memcg: Memcg | undefined
  /** Printed where there is no cgroup. */
  readonly memory: Memory
}

const PAGES = fc.oneof(fc.nat(5_000_000), fc.constantFrom(0, 1, 2 ** 31, 2 ** 36))
const KB = PAGES.map((pages) => pages * 4)
const COUNT = fc.oneof(fc.nat(1_000_000), fc.constantFrom(0, 2 ** 40))
const PID = fc.integer({ min: 1, max: 4_194_304 })
const UID = fc.oneof(fc.nat(70_000), fc.constantFrom(0, 4_294_967_294))
const ADJUSTMENT = fc.integer({ min: -1000, max: 1000 })

const RANGES: Readonly<Record<string, fc.Arbitrary<number>>> = {
  uid: UID,
  total_vm: PAGES,
  rss: PAGES,
  rss_anon: PAGES,
  rss_file: PAGES,
  rss_shmem: PAGES,
  nr_ptes: COUNT,
  nr_pmds: COUNT,
  pgtables_bytes: PAGES.map((pages) => pages * 4096),
  swapents: COUNT,
  cpu: fc.nat(255),
  oom_adj: fc.integer({ min: -17, max: 15 }),
  oom_score_adj: ADJUSTMENT,
}

/** Texts of the kernel's own lines: whoever names a process chooses from all of them. */
const LURES = [
  ...[
    ') total-vm:1kB',
    ' invoked oom-k',
    'Killed process',
    '[  123]     0',
    'a) score 5 or',
    'x Not tainted',
  ],
  ...[
    'pid=1,uid=0',
    ',task=init',
    ' cpuset=/',
    '(sd-pam)',
    'kworker/0:1',
    '/',
    ':',
    '""',
    '0',
    '12 34',
    'a  b',
  ],
]

/** Such a name is printed as it is, and one with the character as well: what it was cannot be known. */
const LOOKS_ESCAPED = /\\x[0-9a-f]{2}|#\d{3}/

/**
 * A name of at most 15 bytes, without what a console breaks lines at. Blanks at its ends are left out: several lines end in a
 * name, and what is cut off there cannot be seen.
 */
const COMM = fc
  .oneof(
    { weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z0-9_./:@-]{0,14}$/) },
    { weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 15, unit: 'grapheme-ascii' }) },
    { weight: 1, arbitrary: fc.constantFrom(...LURES) },
  )
  .map((name) => name.trim().slice(0, 15).trim())
  .filter((name) => name !== '' && !LOOKS_ESCAPED.test(name))

const MASKS = [
  { hex: '0xcc0', names: ['GFP_KERNEL'] },
  { hex: '0x100cca', names: ['GFP_HIGHUSER_MOVABLE'] },
  { hex: '0x1100cca', names: ['GFP_HIGHUSER_MOVABLE', '__GFP_WRITE'] },
  { hex: '0x280da', names: ['GFP_HIGHUSER_MOVABLE', '__GFP_ZERO'] },
]

const COUNTER = fc.record({ usageKb: KB, limitKb: KB, failcnt: COUNT })
const PATH = fc.constantFrom(
  '/kubepods.slice',
  '/system.slice/docker-1122.scope',
  '/user.slice/a b,c=d',
  '/x,task_memcg=/,pid=1',
)
const HOME = fc.constantFrom('', '/kubepods-burstable.slice/a.scope', '/b:c', '/limit of /y')
const IN_LINE = ['cache', 'rss', 'mapped_file', 'swap', 'inactive_anon', 'active_file', 'unevictable']
const IN_LINES = ['anon', 'file', 'kernel_stack', 'sock', 'shmem', 'inactive_anon', 'slab']

function tasksOf({ columns }: Generation): fc.Arbitrary<Task[]> {
  const task = PID.chain((pid) =>
    fc.record({
      pid: fc.constant(pid),
      comm: COMM,
      values: fc.tuple(...columns.map((name) => RANGES[name] ?? fc.constant(pid))),
    }),
  )
  return fc.uniqueArray(task, { minLength: 1, maxLength: 12, selector: ({ pid }) => pid })
}

function memcgOf({ memcg }: Generation): fc.Arbitrary<Memcg | undefined> {
  if (memcg === 'none') return fc.constant(undefined)
  const keys = memcg === 'stats-in-line' ? IN_LINE : IN_LINES
  const one = fc.record({
    path: PATH,
    home: HOME,
    memory: COUNTER,
    swap: COUNTER,
    isV1: memcg === 'stats-in-one' || memcg === 'stats-in-lines' ? fc.boolean() : fc.constant(true),
    stats:
      memcg === 'counters'
        ? fc.constant([])
        : fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), COUNT))),
  })
  return fc.option(one, { nil: undefined })
}

const COUNTERS = [
  ...['active_anon', 'inactive_anon', 'isolated_anon', 'active_file', 'inactive_file', 'isolated_file'],
  ...['unevictable', 'dirty', 'writeback', 'mapped', 'shmem', 'pagetables', 'bounce', 'free'],
]

const MEMORY: fc.Arbitrary<Memory> = fc.record({
  pages: fc.tuple(...COUNTERS.map((key) => fc.tuple(fc.constant(key), PAGES))),
  zone: fc.record({ freeKb: KB, minKb: KB, lowKb: KB, highKb: KB }),
  chunks: fc.array(fc.nat(1_000_000), { minLength: 11, maxLength: 11 }),
  pagecachePages: PAGES,
  swapFreeKb: KB,
  swapTotalKb: KB,
  ramPages: PAGES,
  reservedPages: PAGES,
})

export function dumpOf(generation: Generation): fc.Arbitrary<Dump> {
  return tasksOf(generation).chain((tasks) =>
    fc.record({
      generation: fc.constant(generation),
      comm: COMM,
      pid: PID,
      uid: UID,
      cpu: fc.nat(255),
      mask: fc.constantFrom(...MASKS),
      order: fc.integer({ min: 0, max: 9 }),
      adjustment: ADJUSTMENT,
      tasks: fc.constant(tasks),
      victim: fc.constantFrom(...tasks),
      victimUid: UID,
      score: fc.nat(2000),
      kb: fc.record({ vm: KB, anon: KB, file: KB, shmem: KB }),
      pgtablesKb: KB,
      victimAdjustment: ADJUSTMENT,
      memcg: memcgOf(generation),
      memory: MEMORY,
    }),
  )
}

export const anyDump: fc.Arbitrary<Dump> = fc.constantFrom(...GENERATIONS).chain(dumpOf)
