import { anchor, confirmedBy, safeInteger, shape } from '../../grammar/index.js'
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
  anchors: [anchor('total_vm')],
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

/** The end of a pid in brackets, and a number behind it that may be padded. */
const DIGIT_END = ['0123456789', ']', ' ']
const ROW_BEGINS = /\[ *\d+\] +-?\d+ +\d+ +\d+ +\d+ /

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
  anchors: [anchor([...DIGIT_END, ...Array(5).fill(' -0123456789')], confirmedBy(ROW_BEGINS))],
  openEnd: true,
  follows: ['table-header'],
  whenCut: () => 'the input ends in a task row, whose name may be cut',
  samples: [
    '[  41820]  1001 41820   262144   180000   179000     1000         0  1482752        0           968 worker-3',
    '[  390]     0   390     5000      100       1        0          -1000 (sd-pam)',
    '[  390]    -2   390     5000      100   0       0 ',
  ],
  parser: shape(
    'row',
    /\[ *(\d+)\]( +-?\d+ +\d+ +\d+ +\d+ +-?\d+ +-?\d+(?: [\s\S]*)?)$/,
    ([, digits = '', rest = '']) => {
      const pid = safeInteger(digits)
      return pid === undefined ? undefined : { pid, rest }
    },
  ),
  fold({ rows, columns, problems }, { pid, rest }, { at, line }) {
    const row = splitRow(pid, rest, at, columns.length > 0 ? columns.length - 2 : undefined)
    if (row !== undefined && !areSafe(row.values)) {
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

const BLANK = 32
const MINUS = 45
const ZERO = 48

function areSafe(values: readonly number[]): boolean {
  for (const value of values) if (!Number.isSafeInteger(value)) return false
  return true
}

function isNarrower({ values }: TaskRow, rows: readonly TaskRow[]): boolean {
  return rows.some((other) => other.values.length > values.length)
}

/**
 * The columns of a row: so many numbers, and behind one blank the name. Without a header (lost, or before the log begins)
 * the numbers end where the first word that is none begins.
 *
 * Written out by hand because a log can be task rows for the most part: a regular expression with a group for each column
 * takes twice as long.
 */
function splitRow(pid: number, rest: string, line: number, numbers?: number): TaskRow | undefined {
  const count = numbers ?? countNumbers(rest)
  if (count > 40) return undefined
  const values = new Array<number>(count)
  let at = 0
  for (let column = 0; column < count; column++) {
    const from = behindBlanks(rest, at)
    if (from === at) return undefined
    const digits = rest.charCodeAt(from) === MINUS ? from + 1 : from
    let value = 0
    for (at = digits; isDigit(rest.charCodeAt(at)); at++) value = value * 10 + (rest.charCodeAt(at) - ZERO)
    if (at === digits) return undefined
    values[column] = digits === from || value === 0 ? value : -value
  }
  if (at < rest.length && rest.charCodeAt(at) !== BLANK) return undefined
  return { pid, values, comm: rest.slice(at + 1), line }
}

function behindBlanks(text: string, at: number): number {
  let behind = at
  while (text.charCodeAt(behind) === BLANK) behind++
  return behind
}

function isDigit(code: number): boolean {
  return code >= ZERO && code < ZERO + 10
}

const LAYOUT_LENGTHS = [6, 7, 8, 10]

function countNumbers(rest: string): number {
  const words = rest.trim().split(/ +/, 12)
  let numbers = 0
  while (numbers < words.length && /^-?\d+$/.test(words[numbers] ?? '')) numbers++
  return LAYOUT_LENGTHS.filter((length) => length <= numbers).at(-1) ?? numbers
}
