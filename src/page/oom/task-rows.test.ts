import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS } from '../../../test/support/corpus.js'
import { parse } from '../../index.js'
import type { OomEvent, Task } from '../../record/index.js'
import { taskColumns } from './task-columns.js'
import { grouped, matching, sortedTasks, sumOf } from './task-rows.js'

function oomOf(path: string): OomEvent {
  const event = parse(readFileSync(join(CORPUS, path))).events.find((one) => one.type === 'oom')
  if (event?.type !== 'oom') throw new Error(`no OOM in ${path}`)
  return event
}

const keys = (path: string) => taskColumns(oomOf(path)).map(({ key }) => key)

describe('the columns of the task table', () => {
  it('are those that a kernel of its age prints', () => {
    expect(keys('constructed/el6-2.6.32-global/log.txt')).toEqual([
      'comm',
      'pid',
      'rss',
      'pages',
      'oom_score_adj',
      'oom_adj',
      'total_vm',
      'uid',
      'tgid',
      'cpu',
    ])
    expect(keys('6.12/v2-kubepods-limit/dmesg.txt')).toEqual([
      'comm',
      'pid',
      'rss',
      'pages',
      'rss_anon',
      'rss_file',
      'rss_shmem',
      'swapents',
      'pgtables_bytes',
      'oom_score_adj',
      'total_vm',
      'uid',
      'tgid',
    ])
  })

  it('have those that nobody knows as well, by their names', () => {
    const event = oomOf('6.12/v2-kubepods-limit/dmesg.txt')
    const tasks = (event.tasks ?? []).map((task) => ({ ...task, other: { shiny: task.pid } }))
    const column = taskColumns({ ...event, tasks }).at(-1)
    expect(column?.title).toBe('shiny')
    expect(column?.word).toBeUndefined()
    expect(tasks.map((task) => column?.value(task))).toEqual(tasks.map(({ pid }) => pid))
  })
})

const task = (pid: number, comm: string, rssPages?: number): Task => ({
  pid,
  comm,
  ...(rssPages === undefined ? {} : { rssPages, rssBytes: rssPages * 4096 }),
})
const tasks = [task(1, 'init', 5), task(20, 'httpd', 60), task(21, 'httpd', 70), task(30, 'java', 100)]
const columns = taskColumns({ ...oomOf('constructed/el6-2.6.32-global/log.txt'), tasks })
const rss = columns.find(({ key }) => key === 'rss')

describe('the rows of the task table', () => {
  it('are those whose name has the text, or whose pid is the number', () => {
    expect(matching(tasks, 'HTTP').map(({ pid }) => pid)).toEqual([20, 21])
    expect(matching(tasks, ' 1 ').map(({ pid }) => pid)).toEqual([1])
    expect(matching(tasks, '')).toBe(tasks)
  })

  it('are sorted by a column', () => {
    const sorted = sortedTasks(tasks, columns, { key: 'rss', descending: true })
    expect(sorted.map(({ pid }) => pid)).toEqual([30, 21, 20, 1])
  })

  it('of one name are one, which is sorted by what they have together', () => {
    const rows = grouped(tasks, rss, true, new Set())
    expect(rows.map((row) => ('group' in row ? [row.group, row.tasks.length] : row))).toEqual([
      ['httpd', 2],
      ['java', 1],
      ['init', 1],
    ])
  })

  it('of a name are below it when it is open', () => {
    const rows = grouped(tasks, rss, true, new Set(['httpd']))
    expect(rows.map((row) => ('group' in row ? row.group : row.task.pid))).toEqual([
      'httpd',
      20,
      21,
      'java',
      'init',
    ])
  })

  it('have no sum where one has no value', () => {
    if (rss === undefined) throw new Error('no rss')
    expect(sumOf(tasks, rss)).toBe(235 * 4096)
    expect(sumOf([...tasks, task(40, 'cut')], rss)).toBeUndefined()
  })
})
