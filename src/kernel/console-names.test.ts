import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../index.js'

const BEFORE = [
  '[ 8231.000001] java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968',
  '[ 8231.000002] CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1',
  '[ 8231.000003] [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
]
const STAMP = '[ 8231.000004]'
const row = (name: string, stamp = STAMP) =>
  `${stamp} [  41820]  1001 41820   262144   180000  1482752        0           968 ${name}`

function read(...lines: string[]): OomEvent {
  const [event] = parse([...BEFORE, ...lines, ''].join('\n')).events
  if (event?.type !== 'oom') throw new Error('no OOM')
  return event
}

const names = (oom: OomEvent) => oom.tasks?.map(({ comm }) => comm)
const strange = (oom: OomEvent) => oom.completeness.unexplained.map(({ text }) => text)

describe('the name of a task with a line feed in it, as a console prints it', () => {
  it('goes on in the next line, which has the same stamp', () => {
    const oom = read(row('my'), `${STAMP} App 2`)
    expect(names(oom)).toEqual(['my\nApp 2'])
    expect(oom.source).toMatchObject({ firstLine: 1, lastLine: 5 })
    expect(oom.derived.byCommand).toMatchObject([{ comm: 'my\nApp 2', count: 1 }])
    expect(strange(oom)).toEqual([])
  })

  it.each([
    ['empty', '', 'App', ['\nApp']],
    ['as long as a name can be', '1234567', 'Ab 5678', ['1234567\nAb 5678']],
  ])('can be %s', (_, first, second, expected) => {
    expect(names(read(row(first), `${STAMP} ${second}`))).toEqual(expected)
  })

  it.each([
    [
      'makes the name longer than a name can be',
      [row('1234567'), `${STAMP} Ab 56789`],
      '1234567',
      'Ab 56789',
    ],
    ['has another stamp', [row('my'), '[ 8231.000005] App 2'], 'my', 'App 2'],
    ['stands behind the header', [`${STAMP} App 2`, row('my')], 'my', 'App 2'],
  ])('does not go on in a line that %s', (_, lines, name, left) => {
    const oom = read(...lines, row('end', '[ 8231.000009]'))
    expect(names(oom)).toEqual([name, 'end'])
    expect(strange(oom)).toEqual([left])
  })

  it('does not go on behind a line of another', () => {
    const oom = read(
      row('my'),
      `${STAMP} usb 1-1: new device`,
      `${STAMP} App 2`,
      row('end', '[ 8231.000009]'),
    )
    expect(names(oom)).toEqual(['my', 'end'])
    expect(strange(oom)).toContain('App 2')
  })

  it('goes on in as many lines as it has, also where one looks like a statistic', () => {
    expect(names(read(row('ab'), `${STAMP} C D`, `${STAMP} E`))).toEqual(['ab\nC D\nE'])
    expect(names(read(row('ab'), `${STAMP} cd`))).toEqual(['ab\ncd'])
  })

  it('ends where another line of the dump begins', () => {
    const summary =
      'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=x,pid=7,uid=0'
    const oom = read(row('ab'), `${STAMP} C D`, `${STAMP} ${summary}`, `${STAMP} E`)
    expect(names(oom)).toEqual(['ab\nC D'])
    expect(strange(oom)).toEqual([])
  })

  it('is that of the row right before it', () => {
    const oom = read(row('first'), row('my').replaceAll('41820', '41821'), `${STAMP} App 2`)
    expect(names(oom)).toEqual(['first', 'my\nApp 2'])
  })

  it('does not go on in a line that the end of the input may have cut', () => {
    const log = [...BEFORE, row('my'), `${STAMP} App 2`].join('\n')
    const [event] = parse(log).events
    expect(event).toMatchObject({ type: 'oom', tasks: [{ comm: 'my' }] })
  })

  it('is nothing of a table that other lines stand behind', () => {
    const kill =
      '[ 8231.000005] Out of memory: Killed process 41820 (my) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0'
    const oom = read(row('my'), kill, '[ 8231.000005] App 2')
    expect(names(oom)).toEqual(['my'])
  })
})

describe('the end of the input in a task row', () => {
  it('leaves a name in doubt that is empty', () => {
    expect(read(row('')).problems).toEqual([
      { code: 'cut-line', message: 'the input ends in a task row without a name', line: 4 },
    ])
    expect(read(row('my')).problems).toEqual([])
  })

  it('leaves any name in doubt where the line has no end', () => {
    const log = [...BEFORE, row('my')].join('\n')
    const [event] = parse(log).events
    expect(event).toMatchObject({
      tasks: [{ comm: 'my' }],
      problems: [
        { code: 'cut-line', message: 'the input ends in a task row, whose name may be cut', line: 4 },
      ],
      completeness: { complete: false },
    })
  })
})
