import { describe, expect, it } from 'vitest'
import { Following } from './following.js'
import { Ids } from './ids.js'
import type { Event } from './record/index.js'
import { memcgLog } from './report/sample-logs.js'

const ENDED = 1500
const STALLED = 30_000

function following() {
  const told: Event[] = []
  const log = new Following(
    'log',
    {},
    { ids: new Ids(), isWanted: () => true, tell: (event) => told.push(event) },
  )
  const write = (text: string) => log.write(new TextEncoder().encode(text))
  return {
    log,
    write,
    told,
    victims: () => told.map((event) => event.type === 'oom' && event.victims[0]?.pid),
  }
}

/** The lines of a dump up to and with the one that has this in it. */
function upTo(part: string, text = memcgLog()): string {
  const from = text.indexOf(part)
  return text.slice(0, text.indexOf('\n', from) + 1)
}

const DUMP = memcgLog()
const KILLED = upTo('Killed process')
const REAPED = DUMP.slice(KILLED.length)
const OTHERS = 'Nov 23 18:16:20 node-1 sshd[7]: Accepted publickey for root\n'

describe('a dump that has ended', () => {
  it('is handed on after a second and a half, and not before', () => {
    const { log, write, told } = following()
    write(DUMP)
    for (let ms = 250; ms < ENDED; ms += 250) log.waited(250)
    expect(told).toEqual([])
    for (let ms = 0; ms < 750; ms += 250) log.waited(250)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ id: 'oom-1', source: { firstLine: 1, lastLine: 19 } })
    expect(told[0]).toMatchObject({ victims: [{ pid: 41820, reaped: { anonRssBytes: 0 } }] })
  })

  it('does not wait longer because others go on', () => {
    const { log, write, told } = following()
    write(DUMP.replaceAll(/^/gm, 'Nov 23 18:16:20 node-1 kernel: ').replace(/Nov[^\n]*$/, ''))
    for (let ms = 0; ms < 2000; ms += 250) {
      write(OTHERS)
      log.waited(250)
    }
    expect(told).toHaveLength(1)
  })

  it('is told once, and what the reaper says later is a problem and no record', () => {
    const { log, write, told } = following()
    write(KILLED)
    for (let ms = 0; ms < 3000; ms += 250) log.waited(250)
    expect(told).toHaveLength(1)
    write(REAPED)
    for (let ms = 0; ms < STALLED + 3000; ms += 250) log.waited(250)
    const { problems } = log.end()
    expect(told).toHaveLength(1)
    expect(problems).toEqual([expect.objectContaining({ code: 'late-reaper', line: 19 })])
  })

  it('takes what the reaper says in time', () => {
    const { log, write, told } = following()
    write(KILLED)
    for (let ms = 0; ms < 1250; ms += 250) log.waited(250)
    write(REAPED)
    for (let ms = 0; ms < 3000; ms += 250) log.waited(250)
    expect(log.end().problems).toEqual([])
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ victims: [{ reaped: { anonRssBytes: 0 } }] })
  })
})

describe('a dump that has not ended', () => {
  const BEGUN = upTo('Tasks state')

  it('is waited for half a minute', () => {
    const { log, write, told } = following()
    write(BEGUN)
    for (let ms = 0; ms < STALLED - 1000; ms += 250) log.waited(250)
    write(DUMP.slice(BEGUN.length))
    for (let ms = 0; ms < 3000; ms += 250) log.waited(250)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ outcome: 'killed', source: { firstLine: 1, lastLine: 19 } })
  })

  it('is handed on then, and says what it lacks', () => {
    const { log, write, told } = following()
    write(BEGUN)
    for (let ms = 0; ms < STALLED + 1000; ms += 250) log.waited(250)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ outcome: 'unknown', victims: [], completeness: { complete: false } })
  })

  it('is waited for as long as its line is cut: a writer has only flushed its buffer', () => {
    const { log, write, told } = following()
    const at = DUMP.indexOf('Killed process') + 20
    write(DUMP.slice(0, at))
    for (let ms = 0; ms < 10 * STALLED; ms += 500) log.waited(500)
    expect(told).toEqual([])
    write(DUMP.slice(at))
    for (let ms = 0; ms < 3000; ms += 250) log.waited(250)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ victims: [{ pid: 41820, oomScoreAdj: 968 }] })
  })
})

describe('another file that goes on with the log', () => {
  it('continues the dump that the old one has begun', () => {
    const { log, write, told } = following()
    write(upTo('Tasks state'))
    log.cut()
    write(DUMP.slice(upTo('Tasks state').length))
    const { lines } = log.end()
    expect(lines).toBe(19)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ completeness: { complete: true } })
  })

  it('does not continue the line that the old one has cut', () => {
    const { log, write, victims, told } = following()
    const cut = DUMP.indexOf(', anon-rss')
    write(DUMP.slice(0, cut))
    log.cut()
    write(memcgLog('next', 9000).replaceAll('41820', '500'))
    const { lines } = log.end()
    expect(lines).toBe(18 + 19)
    expect(victims()).toEqual([undefined, 500])
    expect(told[1]).toMatchObject({ source: { firstLine: 19, lastLine: 37 } })
  })

  it('can begin with a byte order mark', () => {
    const { log, write, told } = following()
    write(memcgLog())
    log.cut()
    write(`\ufeff${memcgLog('next', 9000)}`)
    log.end()
    expect(told).toHaveLength(2)
  })
})

it('is a log, whatever its first line says: a file of facts would be waited for', () => {
  const { log, write, told } = following()
  write('  File: /etc/kubernetes/kubelet.conf\n')
  log.waited(250)
  write(DUMP)
  for (let ms = 0; ms < 3000; ms += 250) log.waited(250)
  expect(told).toHaveLength(1)
})
