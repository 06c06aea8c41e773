import { countsShape, shape } from '../../grammar/index.js'
import { construct } from '../construct.js'
import type { TaskRow } from '../draft.js'

/** 4.19 and later. The units that it claims are not true of pgtables_bytes. */
export const tableTitle = construct({
  name: 'table-title',
  part: 'table',
  dumps: 'oom',
  opens: ['Tasks state (memory values in pages):'],
  begins: true,
  follows: ['memcg-counter', 'page-total'],
  samples: ['Tasks state (memory values in pages):'],
  parser: shape('title', /Tasks state \(memory values in pages\): *$/, () => true),
  once: () => 'title',
  fold() {},
})

/**
 * The header says how to read the rows: vendors print the columns of one kernel under the name of another.
 *
 *     [  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name
 */
export const tableHeader = construct<string[]>({
  name: 'table-header',
  part: 'table',
  dumps: 'oom',
  opens: { pattern: /^\[ *pid *\]/ },
  begins: true,
  follows: ['table-title', 'memcg-counter', 'page-total'],
  samples: [
    '[ pid ]   uid  tgid total_vm      rss cpu oom_adj name',
    '[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
  ],
  parser: shape('header', /\[ *pid *\]((?: +[^\s[\]]+)+) +name *$/, ([, columns = '']) => [
    'pid',
    ...columns.trim().split(/ +/),
    'name',
  ]),
  once: () => 'header',
  fold({ columns }, header) {
    columns.push(...header)
  },
})

/**
 * A row, before the header's columns are laid over it: the pid in brackets and what stands behind.
 *
 *     [  41820]  1001 41820   262144   180000   179000     1000         0  1482752        0           968 worker-3
 */
export const taskRow = construct<{ pid: number; rest: string }>({
  name: 'task-row',
  part: 'table',
  dumps: 'oom',
  opens: { pattern: /^\[ *\d+\]/ },
  named: true,
  begins: true,
  openEnd: true,
  follows: ['table-header'],
  whenCut: () => 'the input ends in a task row, whose name may be cut',
  samples: [
    '[  41820]  1001 41820   262144   180000   179000     1000         0  1482752        0           968 worker-3',
    '[  390]     0   390     5000      100       1        0          -1000 (sd-pam)',
    '[  390]    -2   390     5000      100   0       0 ',
  ],
  parser: countsShape(
    'row',
    /\[ *(\d+)\]( +-?\d+ +\d+ +\d+ +\d+ +-?\d+ +-?\d+(?: [\s\S]*)?)$/,
    ([, pid = '', rest = '']) => ({
      pid: Number(pid),
      rest,
    }),
  ),
  fold({ rows, columns, problems }, { pid, rest }, { at, line }) {
    const row = splitRow(pid, rest, at, columns.length > 0 ? columns.length - 2 : undefined)
    if (row !== undefined && !row.values.every(Number.isSafeInteger)) {
      problems.push({
        code: 'number-out-of-range',
        message: 'a value of a task row is too large to keep',
        line: at,
      })
      return
    }
    // Without a header a row that the input's end cuts in its blanks looks like one of a narrower table.
    const cut =
      columns.length === 0 && row?.comm.trim() === '' && (line.unterminated === true || isNarrower(row, rows))
    if (row === undefined || cut)
      problems.push({
        code: 'row-does-not-fit-header',
        message: 'a task row has fewer columns than the header',
        line: at,
      })
    else rows.push(row)
  },
})

function isNarrower({ values }: TaskRow, rows: readonly TaskRow[]): boolean {
  return rows.some((other) => other.values.length > values.length)
}

const ROW_SHAPES = new Map<number, RegExp>()

/** The pattern of a row with so many numbers between pid and name: everything after the one blank behind them is the name. */
function rowShape(numbers: number): RegExp {
  let known = ROW_SHAPES.get(numbers)
  if (known === undefined) {
    known = new RegExp(`^${' +(-?\\d+)'.repeat(numbers)}(?: ([^]*))?$`)
    ROW_SHAPES.set(numbers, known)
  }
  return known
}

/** Without a header (lost, or before the log begins) the numbers end where the first word that is none begins. */
function splitRow(pid: number, rest: string, line: number, numbers?: number): TaskRow | undefined {
  const count = numbers ?? countNumbers(rest)
  if (count > 40) return undefined
  const groups = rowShape(count).exec(rest)
  if (groups === null) return undefined
  const values: number[] = []
  for (let column = 1; column <= count; column++) values.push(Number(groups[column]))
  return { pid, values, comm: groups[count + 1] ?? '', line }
}

const LAYOUT_LENGTHS = [6, 7, 8, 10]

function countNumbers(rest: string): number {
  const words = rest.trim().split(/ +/, 12)
  let numbers = 0
  while (numbers < words.length && /^-?\d+$/.test(words[numbers] ?? '')) numbers++
  return LAYOUT_LENGTHS.filter((length) => length <= numbers).at(-1) ?? numbers
}
