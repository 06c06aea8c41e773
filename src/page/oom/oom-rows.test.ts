import { describe, expect, it } from 'vitest'
import { denseLog } from '../../../bench/logs/dense.js'
import { parse } from '../../index.js'
import { oomRows, oomsMatching, oomValue } from './oom-rows.js'
import { ordered } from './order.js'

const ooms = parse([...denseLog(5, 3).pieces].join('')).events.filter((event) => event.type === 'oom')

describe('the table of many OOMs', () => {
  it('has a row for each, and how often it was so', () => {
    const rows = oomRows(ooms)
    expect(rows.map(({ event, nth, of }) => `${event.id} ${nth} of ${of}`)).toEqual([
      'oom-1 1 of 5',
      'oom-2 2 of 5',
      'oom-3 3 of 5',
      'oom-4 4 of 5',
      'oom-5 5 of 5',
    ])
    expect(rows[0]).toMatchObject({
      limit: '400\u00a0MiB',
      verdict: 'killed',
      place: 'container 17ee434dd255',
    })
  })

  it('is filtered by all words', () => {
    const rows = oomRows(ooms)
    expect(oomsMatching(rows, 'Killed bigone')).toHaveLength(5)
    expect(oomsMatching(rows, 'killed oom-3').map(({ event }) => event.id)).toEqual(['oom-3'])
    expect(oomsMatching(rows, 'panic')).toHaveLength(0)
  })

  it('is sorted by limits, those without one last', () => {
    const [first, second, third] = ooms
    if (first?.cgroup?.memory === undefined || second === undefined || third === undefined) throw new Error()
    const memory = { ...first.cgroup.memory, limitBytes: 8192 }
    const { cgroup: _, ...none } = second
    const rows = oomRows([none, first, { ...third, cgroup: { ...third.cgroup, memory } }])
    const inOrder = ordered(rows, (row) => oomValue(row, 'limit'), false)
    expect(inOrder.map(({ event }) => event.id)).toEqual(['oom-3', 'oom-1', 'oom-2'])
  })
})
