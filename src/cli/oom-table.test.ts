import { expect, it } from 'vitest'
import type { Event, StreamRecord } from '../record/index.js'
import { loadCsv } from '../report/index.js'
import { finding, input, oom } from '../report/sample-events.js'
import { OomTable } from './oom-table.js'

const csv = await loadCsv()
const ooms = [1, 2, 3].map((index) => oom(`oom-${index}`, index))
const alone = (id: string) => finding({ rule: 'limit-owner', events: [id] })
const repeat = finding({ rule: 'repeat', verdict: 'likely', events: ooms.map(({ id }) => id) })

const records: StreamRecord[] = [
  ...ooms.flatMap((event): StreamRecord[] => [
    { record: 'event', ...event },
    { record: 'finding', ...alone(event.id) },
  ]),
  { record: 'input', ...input('dmesg.txt', ['kernel-log']) },
  { record: 'finding', ...repeat },
]

function written(most: number, kept: readonly Event[]): { rows: string[]; isAsRead: boolean } {
  const table = new OomTable(csv, most)
  const texts = [...records.map((record) => table.take(record)), table.end(kept)]
  return { rows: texts.join('').trimEnd().split(/\r?\n/), isAsRead: table.isAsRead }
}

const findingsOf = (rows: readonly string[]) => rows.map((line) => line.slice(line.lastIndexOf(',') + 1))

it('rows wait for the times and findings of the whole log', () => {
  const timed = ooms.map((event) => ({ ...event, at: { ...event.at, iso: 'later' } }))
  const { rows, isAsRead } = written(3, timed)
  expect(isAsRead).toBe(false)
  const cell = '"limit-owner:confirmed;repeat:likely"'
  expect(findingsOf(rows)).toEqual(['findings', cell, cell, cell])
  expect(rows[1]).toMatch(/^oom-1,dmesg\.txt,100,100,later,/)
})

it('more rows than can wait are written as they were read, in their order', () => {
  for (const most of [0, 1, 2]) {
    const { rows, isAsRead } = written(most, [])
    expect(isAsRead).toBe(true)
    expect(rows.slice(1).map((line) => line.split(',', 1)[0])).toEqual(['oom-1', 'oom-2', 'oom-3'])
    expect(findingsOf(rows.slice(1))).toEqual(Array(3).fill('limit-owner:confirmed'))
    expect(rows[1]).toContain(ooms[0]?.at.iso)
  }
})

it('no row is lost where the events themselves were not kept', () => {
  const { rows, isAsRead } = written(100, ooms.slice(0, 1))
  expect(isAsRead).toBe(true)
  expect(rows).toHaveLength(4)
})

it('without an OOM there are the names of the columns', () => {
  const table = new OomTable(csv)
  expect(table.end([])).toBe(csv.OOMS_HEADER)
  expect(table.isAsRead).toBe(false)
})
