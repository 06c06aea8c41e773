import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '../../parse.js'
import { globalLog, memcgLog } from '../sample-logs.js'
import { visible } from '../visible.js'
import { cell, row } from './cell.js'
import { csvRows } from './ooms.js'
import { TASKS_HEADER, taskRows } from './tasks.js'

/** RFC 4180, strictly. */
function readCsv(text: string): string[][] {
  const records: string[][] = [[]]
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  while (field.lastIndex < text.length) {
    const at = field.lastIndex
    const [, quoted, bare = '', end] = field.exec(text) ?? []
    if (end === undefined) throw new Error(`no field at ${at}: ${text.slice(at, at + 40)}`)
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare)
    if (end === '\r\n') records.push([])
  }
  return records.slice(0, -1)
}

function table(text: string): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(text)
  return rows.map((values) => {
    expect(values).toHaveLength(head.length)
    return Object.fromEntries(values.map((value, index) => [head[index] ?? '', value]))
  })
}

describe('a cell', () => {
  it.each([
    ['plain', 'plain'],
    [undefined, ''],
    ['', ''],
    [0, '0'],
    [-998, '-998'],
    [true, 'true'],
    ['unlimited', 'unlimited'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    [' a', '" a"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', '"  \'=1"'],
    ['＝1', "'＝1"],
    ['a;=1', '"a;\'=1"'],
    ['\t=1', '\\t=1'],
    ['\r=1', '\\r=1'],
    ['a\nb\x1b[2J\u202e', 'a\\nb\\x1b[2J\\u202e'],
    ['=cmd|"/c calc"', '"\'=cmd|""/c calc"""'],
  ])('%j is %j', (value, expected) => {
    expect(cell(value)).toBe(expected)
  })

  it('gives back what was put into it, but for the mark of a formula', () => {
    const text = fc.string({ unit: fc.constantFrom(...'",;\r\n\t =+-@ab\x1b\u202e\'|'), maxLength: 20 })
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (values) => {
        const [read = []] = readCsv(row(values))
        expect(read.map((one) => one.replace(/(^|;)( *)'(?=[=+\-@])/g, '$1$2'))).toEqual(
          values.map((one) => visible(one).replace(/(^|;)( *)'(?=[=+\-@])/g, '$1$2')),
        )
        for (const one of read) expect(one).not.toMatch(/(?:^|;) *[=+\-@\t\r]/)
      }),
    )
  })
})

describe('one row per OOM', () => {
  it('has what was read, with units, and nothing where nothing was', () => {
    const text = [...csvRows(parse(memcgLog() + globalLog(), { name: 'dmesg.txt' }))].join('')
    const [first, second] = table(text)
    expect(first).toMatchObject({
      id: 'oom-1',
      input: 'dmesg.txt',
      line: '1',
      lastLine: '19',
      iso: '',
      monotonicSec: '8231.440101',
      host: '',
      scope: 'memcg',
      outcome: 'killed',
      victimCount: '1',
      victimComm: 'worker-3',
      victimPid: '41820',
      victimAnonRssBytes: String(716000 * 1024),
      victimFileRssBytes: String(4000 * 1024),
      victimShmemRssBytes: '0',
      victimOomScoreAdj: '968',
      limitOwner: '/kubepods.slice',
      limitOwnerKind: 'kubernetes-node',
      limitBytes: '4294967296',
      usageBytes: '4294967296',
      failcnt: '512',
      memorySwapLimitBytes: '',
      swapLimitBytes: 'unlimited',
      swapUsageBytes: '0',
      triggerComm: 'worker-3',
      triggerPid: '41820',
      order: '0',
      gfpMask: '0xcc0',
      kernel: '6.12.8-amd64',
      taskCount: '2',
      rssSumBytes: String(180001 * 4096),
      complete: 'true',
    })
    expect(second).toMatchObject({
      id: 'oom-2',
      scope: 'global',
      limitBytes: '',
      failcnt: '',
      limitOwner: '',
    })
  })

  it('keeps a negative order a number', () => {
    expect(table([...csvRows(parse(globalLog(-1)))].join(''))[0]).toMatchObject({ order: '-1' })
  })

  it('names the findings with their verdicts', () => {
    const document = parse(memcgLog())
    const [event] = document.events
    const finding = { title: '', summary: '', evidence: [], missing: [], next: [], references: [] }
    const text = [
      ...csvRows({
        events: document.events,
        findings: [
          { ...finding, rule: 'a-rule', verdict: 'confirmed', events: [event?.id ?? ''] },
          { ...finding, rule: 'of-other', verdict: 'confirmed', events: ['oom-9'] },
          { ...finding, rule: 'b-rule', verdict: 'likely', events: [event?.id ?? '', 'oom-9'] },
        ],
      }),
    ].join('')
    expect(table(text)[0]?.findings).toBe('a-rule:confirmed;b-rule:likely')
  })

  it('is the head alone where there is no OOM', () => {
    expect(readCsv([...csvRows(parse(''))].join(''))).toHaveLength(1)
  })

  it('a hostile name is one cell and no formula', () => {
    const [event] = parse(memcgLog()).events
    if (event?.type !== 'oom') throw new Error('no OOM')
    const [first] = event.victims
    if (first === undefined) throw new Error('no victim')
    const comm = '=a,"b"\r\n@c'
    const rows = table(
      [...csvRows({ events: [{ ...event, victims: [{ ...first, comm }] }], findings: [] })].join(''),
    )
    expect(rows.map(({ victimComm }) => victimComm)).toEqual(['\'=a,"b"\\r\\n@c'])
  })
})

describe('one row per task', () => {
  it('has the table of each OOM, with its id', () => {
    const [event] = parse(memcgLog(), { name: 'dmesg.txt' }).events
    if (event?.type !== 'oom') throw new Error('no OOM')
    expect(table(TASKS_HEADER + [...taskRows(event)].join(''))).toMatchObject([
      {
        oom: 'oom-1',
        input: 'dmesg.txt',
        line: '15',
        killed: 'false',
        pid: '41000',
        oomScoreAdj: '-998',
        nrPtes: '',
      },
      {
        oom: 'oom-1',
        line: '16',
        killed: 'true',
        pid: '41820',
        rssPages: '180000',
        rssAnonBytes: String(179000 * 4096),
      },
    ])
  })

  it('agrees with the processes that the machine had', () => {
    const folder = new URL('../../../corpus/6.1/v2-oom-group/', import.meta.url)
    const truth = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8'))
    const [event] = parse(readFileSync(new URL('dmesg.txt', folder))).events
    if (event?.type !== 'oom') throw new Error('no OOM')
    const rows = table(TASKS_HEADER + [...taskRows(event)].join(''))
    const killed = rows
      .filter((one) => one.killed === 'true')
      .map(({ pid, comm }) => ({ pid: Number(pid), comm }))
    const expected = truth.events[0].groupVictims.map(({ pid, comm }: { pid: number; comm: string }) => ({
      pid,
      comm,
    }))
    expect(new Set(killed.map((one) => JSON.stringify(one)))).toEqual(
      new Set(expected.map((one: object) => JSON.stringify(one))),
    )
  })
})
