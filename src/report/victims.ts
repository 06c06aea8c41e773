import type { OomEvent, Victim } from '../record/index.js'
import { counted, kilobytes, size, sizeAndKilobytes } from './bytes.js'
import { NBSP } from './columns.js'
import { name, process } from './name.js'
import { field, path, type Sheet, unbroken, wide, wideRoomOf } from './sheet.js'
import { table } from './table.js'

const OTHERS_SHOWN = 10

const WHY: Readonly<Record<NonNullable<Victim['why']>, string>> = {
  selected: 'chosen by the kernel',
  child: 'a child of the chosen process, killed in its place',
  'shares-mm': 'shares the memory of the victim',
  group: 'killed with its cgroup (memory.oom.group)',
  'allocating-task': 'because it asked (oom_kill_allocating_task)',
}

export const SHORT_WHY: Readonly<Record<NonNullable<Victim['why']>, string>> = {
  selected: 'chosen',
  child: 'child',
  'shares-mm': 'shares memory',
  group: 'group kill',
  'allocating-task': 'asked',
}

/** The first victim in full, those that died with it in a table; the uncertain ones apart and said to be so. */
export function victims(sheet: Sheet, event: OomEvent): string[] {
  const [first, ...others] = event.victims
  const { possibleVictims = [], cgroup } = event
  return [
    ...(first === undefined ? [] : field(sheet, 'victim', ...victimInFull(first))),
    ...(cgroup?.groupKill === undefined
      ? []
      : field(
          sheet,
          'group kill',
          'the whole cgroup was to be killed (memory.oom.group):',
          path(sheet, cgroup.groupKill),
        )),
    ...(others.length === 0
      ? []
      : [
          ...field(sheet, 'and', `${counted(others.length, 'more process', 'more processes')}:`),
          ...wide(rows(sheet, others)),
        ]),
    ...(possibleVictims.length === 0
      ? []
      : [
          ...field(
            sheet,
            'possibly',
            'uncertain: these kills are of this OOM or of one printed at the same time',
          ),
          ...wide(rows(sheet, possibleVictims)),
        ]),
  ]
}

/** A victim in paragraphs: who, why, what it held, what the reaper left of it. */
export function victimInFull(victim: Victim): string[] {
  const { uid, why, alreadyExiting, pinnedBy, score } = victim
  const reason =
    alreadyExiting === true ? 'was dying already, not killed anew' : why === undefined ? 'killed' : WHY[why]
  const who = [
    process(victim),
    uid === undefined ? '' : `uid${NBSP}${uid}`,
    victim.oomScoreAdj === undefined ? '' : `oom_score_adj${NBSP}${victim.oomScoreAdj}`,
    score === undefined ? '' : `score${NBSP}${score}`,
  ]
  const where = victim.line === undefined ? '' : ` (line${NBSP}${victim.line})`
  return [
    join(who),
    `${reason}${where}`,
    join([
      amount('anon', victim.anonRssBytes),
      amount('file', victim.fileRssBytes),
      amount('shmem', victim.shmemRssBytes),
      amount('page tables', victim.pgtablesBytes),
      amount('virtual', victim.totalVmBytes),
    ]),
    reaped(victim),
    pinnedBy === undefined
      ? ''
      : `its memory is also that of ${process(pinnedBy)}, which may not be killed: it is not freed`,
  ]
}

function amount(word: string, bytes: number | undefined): string {
  return bytes === undefined ? '' : unbroken(`${word} ${sizeAndKilobytes(bytes)}`)
}

function reaped({ reaped: report }: Victim): string {
  if (report === undefined) return ''
  if (report.failed === true) return 'the reaper gave up: its memory was not freed at once'
  const left = join([
    report.anonRssBytes === undefined ? '' : unbroken(`anon ${kilobytes(report.anonRssBytes)}`),
    report.fileRssBytes === undefined ? '' : unbroken(`file ${kilobytes(report.fileRssBytes)}`),
    report.shmemRssBytes === undefined ? '' : unbroken(`shmem ${kilobytes(report.shmemRssBytes)}`),
  ])
  const where = report.line === undefined ? '' : ` (line${NBSP}${report.line})`
  return left === '' ? `reaped${where}` : `reaped${where}, left: ${left}`
}

function rows(sheet: Sheet, all: readonly Victim[]): string[] {
  const shown = all.slice(0, OTHERS_SHOWN)
  const { head, lines } = table<Victim>(
    [
      { title: 'pid', cell: ({ pid }) => String(pid), right: true },
      { title: 'uid', cell: ({ uid }) => text(uid), right: true, drop: 5 },
      { title: 'anon', cell: ({ anonRssBytes }) => bytes(anonRssBytes), right: true },
      { title: 'file', cell: ({ fileRssBytes }) => bytes(fileRssBytes), right: true, drop: 3 },
      { title: 'shmem', cell: ({ shmemRssBytes }) => bytes(shmemRssBytes), right: true, drop: 2 },
      { title: 'adj', cell: ({ oomScoreAdj }) => text(oomScoreAdj), right: true, drop: 1 },
      { title: 'line', cell: ({ line }) => text(line), right: true, drop: 4 },
      { title: 'why', cell: ({ why }) => (why === undefined ? '' : SHORT_WHY[why]), drop: 6 },
      { title: 'command', cell: ({ comm }) => name(comm), least: 17 },
    ],
    shown,
    wideRoomOf(sheet),
  )
  const more = all.length - shown.length
  return [sheet.paint('dim', head), ...lines, ...(more > 0 ? [`and ${more} more`] : [])]
}

function join(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(', ')
}

function text(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

function bytes(value: number | undefined): string {
  return value === undefined ? '' : size(value)
}
