import type { OomEvent, Victim } from '../../record/index.js'
import { SHORT_WHY, size } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { Rows, type RowsColumn } from './rows.js'
import { taskName } from './task-name.js'
import { WORDS } from './words.js'

/** All that were killed together, and those that may have been; one victim is told by the head. */
export function Victims({ event }: { event: OomEvent }) {
  const { victims, possibleVictims = [] } = event
  return (
    <>
      {victims.length > 1 && <Table event={event} title={WORDS.victims} victims={victims} />}
      {possibleVictims.length > 0 && (
        <Table event={event} title={WORDS.possibleVictims} victims={possibleVictims} />
      )}
    </>
  )
}

function Table({ event, title, victims }: { event: OomEvent; title: string; victims: readonly Victim[] }) {
  return (
    <section class="oom-part">
      <h3>
        {title} ({victims.length})
      </h3>
      <Rows
        label={title}
        columns={columnsOf(event, victims)}
        rows={victims}
        order={undefined}
        sort={() => {}}
        keyOf={({ pid, line }) => `${pid} ${line ?? ''}`}
      />
    </section>
  )
}

/** Those of which a kill line has something. */
function columnsOf(event: OomEvent, victims: readonly Victim[]): RowsColumn<Victim>[] {
  const amount = (
    key: string,
    value: (victim: Victim) => number | undefined,
    words: (value: number) => string | number = size,
  ) => ({
    key,
    word: key,
    right: true,
    width: 7,
    said: value,
    cell: (victim: Victim) => {
      const one = value(victim)
      return one === undefined ? '' : words(one)
    },
  })
  const same = (value: number) => value
  const columns = [
    {
      key: 'comm',
      word: 'comm',
      title: 'name',
      width: 12,
      said: ({ comm }: Victim) => comm,
      cell: ({ comm }: Victim) => <code>{taskName(comm)}</code>,
    },
    amount('pid', ({ pid }) => pid, same),
    amount('uid', ({ uid }) => uid, same),
    amount('anon-rss', ({ anonRssBytes }) => anonRssBytes),
    amount('file-rss', ({ fileRssBytes }) => fileRssBytes),
    amount('shmem-rss', ({ shmemRssBytes }) => shmemRssBytes),
    amount('pgtables', ({ pgtablesBytes }) => pgtablesBytes),
    amount('oom_score_adj', ({ oomScoreAdj }) => oomScoreAdj, same),
    {
      key: 'why',
      title: WORDS.why,
      width: 8,
      said: ({ why }: Victim) => why,
      cell: ({ why }: Victim) => (why === undefined ? '' : SHORT_WHY[why]),
    },
    {
      key: 'line',
      title: WORDS.line,
      right: true,
      width: 4,
      said: ({ line }: Victim) => line,
      cell: ({ line }: Victim) =>
        line === undefined ? '' : <Lines input={event.source.input} line={line} children={line} />,
    },
  ]
  return columns
    .filter(({ said }) => victims.some((victim) => said(victim) !== undefined))
    .map((column) => ({ title: column.key, sorts: false, ...column }))
}
