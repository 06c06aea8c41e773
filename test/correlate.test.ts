import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  correlate,
  type Document,
  diagnose,
  documentSchema,
  parse,
  parseAll,
  type Reading,
  readLog,
} from '../src/index.js'
import { CORPUS } from './support/corpus.js'

const FOLDER = join(CORPUS, 'incidents/article')
const LOGS = readdirSync(FOLDER)
  .filter((name) => !/\.(?:md|json)$/.test(name) || name === 'node.json')
  .map((name) => ({ name, log: readFileSync(join(FOLDER, name)) }))

describe('correlate', () => {
  it('of readings is parseAll of their logs, also when the readings were JSON on the way', () => {
    const readings = LOGS.map(({ name, log }) => readLog(log, { name }))
    const whole = parseAll(LOGS)
    expect(whole.events.length).toBeGreaterThan(10)
    expect(correlate(readings)).toEqual(whole)
    expect(correlate(JSON.parse(JSON.stringify(readings)) as Reading[])).toEqual(whole)
  })

  it('of documents finds what none of them could: the stale limit of the founding incident', () => {
    const documents = LOGS.map(({ name, log }) => parse(log, { name, timezone: 'Asia/Shanghai' }))
    const has = ({ findings }: Document) => findings.some(({ rule }) => rule === 'stale-node-limit')
    expect(documents.some(has)).toBe(false)
    const whole = correlate(documents)
    expect(has(whole)).toBe(true)
    expect(documentSchema.parse(whole)).toEqual(whole)
  })

  it('of one document is that document again', () => {
    const whole = parseAll(LOGS)
    expect(correlate([whole])).toEqual(whole)
  })

  it('takes the same log twice for one happening, and numbers events anew', () => {
    const log = readFileSync(join(CORPUS, '6.1/v2-tmpfs-only/dmesg.txt'))
    const { events } = correlate([parse(log, { name: 'a' }), parse(log, { name: 'b' })])
    const ooms = events.filter(({ type }) => type === 'oom')
    const alone = parse(log).events.filter(({ type }) => type === 'oom')
    expect(ooms.map(({ id }) => id)).toEqual(alone.map(({ id }) => id))
    expect(ooms.map(({ alsoIn }) => alsoIn?.map(({ input }) => input))).toEqual(alone.map(() => ['b']))
  })

  it('keeps the problems of a document, but not those that are found anew', () => {
    const unreadable = { code: 'unreadable-input', message: 'x: no such file' }
    const undated = { code: 'year-unknown', message: 'a: nothing tells the year of its stamps (--year)' }
    const document = { ...parse('', { name: 'a' }), problems: [unreadable, undated] }
    expect(correlate([document]).problems).toEqual([unreadable])
  })

  it('gives the events of two inputs with one name once', () => {
    const log = readFileSync(join(CORPUS, '6.1/v2-tmpfs-only/dmesg.txt'))
    const twice = parseAll([
      { name: 'same', log },
      { name: 'same', log: '' },
    ])
    expect(correlate([twice]).events.length).toBe(twice.events.length)
  })

  it('has the files that the caller states, as parseAll has', () => {
    const files = [{ path: '/var/lib/kubelet/config.yaml', modifiedMs: 1_752_485_718_000 }]
    expect(correlate([], { files })).toEqual(parseAll([], { files }))
  })

  it.each([[null], [[null]], [[7]], [[{}]], [[{ events: [] }]], [[{ events: [], input: 'x', facts: [] }]]])(
    'does not take %j',
    (parts) => expect(() => correlate(parts as unknown as Reading[])).toThrow(TypeError),
  )

  it('does not take an event of an input that its document lacks', () => {
    const document = parse(readFileSync(join(CORPUS, '6.1/v2-tmpfs-only/dmesg.txt')))
    expect(() => correlate([{ ...document, inputs: [] }])).toThrow(/oom-1/)
  })
})

describe('readLog', () => {
  it('leaves times as printed', () => {
    const { events } = readLog('Nov 23 19:16:20 node-03 systemd[1]: Reloading.\n')
    expect(events.map(({ at }) => at)).toEqual([{ printed: 'Nov 23 19:16:20', basis: 'none' }])
  })

  it('hands on when its file was written, which dates stamps without a year', () => {
    const log = 'Nov 23 19:16:20 node-03 systemd[1]: Reloading.\n'
    const writtenMs = Date.UTC(2025, 11, 1)
    const [event] = correlate([readLog(log, { writtenMs })], { timezone: '+00:00' }).events
    expect(event?.at.iso).toBe('2025-11-23T19:16:20.000Z')
  })

  it('does not take what is neither text nor bytes', () => {
    expect(() => readLog(7 as unknown as string)).toThrow(TypeError)
  })
})

describe('diagnose', () => {
  it('of a document that was kept says what the document said', () => {
    const kept = documentSchema.parse(JSON.parse(JSON.stringify(parseAll(LOGS))))
    expect(kept.findings.length).toBeGreaterThan(2)
    expect(diagnose(kept)).toEqual({ findings: kept.findings, problems: [] })
  })

  it('of events alone asks the rules on dumps', () => {
    const { events } = parse(readFileSync(join(CORPUS, '6.1/v2-tmpfs-only/dmesg.txt')))
    expect(diagnose({ events }).findings.map(({ rule }) => rule)).toContain('tmpfs-held')
  })

  it('asks rules of the caller, and tells of one that throws', () => {
    const rule = {
      id: 'mine',
      question: '?',
      needs: [],
      decide: () => {
        throw new Error('not today')
      },
    }
    const { events } = parse(readFileSync(join(CORPUS, '6.1/v2-tmpfs-only/dmesg.txt')))
    expect(diagnose({ events }, { rules: [rule] }).problems).toEqual([
      { code: 'rule-failed', message: 'mine: not today' },
    ])
  })

  it.each([[undefined], [null], [[]], [{ findings: [] }], [{ events: 7 }]])('does not take %j', (records) =>
    expect(() => diagnose(records as unknown as Document)).toThrow(TypeError),
  )
})
