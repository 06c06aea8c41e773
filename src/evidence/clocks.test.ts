import { describe, expect, test } from 'vitest'
import { readEvidence } from './index.js'

/** The facts of a file without their sources. */
function facts(name: string, text: string) {
  return readEvidence({ name, text })?.facts.map(({ source, ...fact }) => ({
    ...fact,
    line: source.firstLine,
  }))
}

describe('date', () => {
  test.each([
    ['date-iso.txt', '2026-11-23T19:28:11,208811630+01:00\n', 1795458491208, 1, 60],
    ['date.txt', 'Mon Nov 23 18:28:11 UTC 2026\n', 1795458491000, 1000, undefined],
    ['date-utc.txt', '2026-11-23T18:28:11+00:00\n', 1795458491000, 1000, undefined],
    ['date.txt', 'Mon, 23 Nov 2026 19:28:11 +0100\n', 1795458491000, 1000, 60],
    ['date-epoch-ns.txt', '1795458491.208811630\n', 1795458491208, 1, undefined],
    ['sos_commands/date/date', '1795458491', 1795458491000, 1000, undefined],
  ])('%s %j', (name, text, epochMs, uncertaintyMs, offsetMinutes) => {
    const captured = { kind: 'captured', epochMs, uncertaintyMs, line: 1 }
    const offset = { kind: 'offset', epochMs, offsetMinutes, line: 1 }
    expect(facts(name, text)).toEqual(offsetMinutes === undefined ? [captured] : [captured, offset])
  })

  test('the name of a zone gives no instant', () => {
    expect(readEvidence({ name: 'date.txt', text: 'Mon Nov 23 19:28:10 CET 2026\n' })).toEqual({
      kinds: ['date'],
      events: [],
      facts: [],
      problems: [],
    })
  })

  test('a number, or a time without a zone, is only a date when the name says so', () => {
    expect(readEvidence({ name: 'x.txt', text: '1795458491\n' })).toBeUndefined()
    expect(readEvidence({ name: 'x.txt', text: '2026-11-23 19:23:11\n' })).toBeUndefined()
  })
})

test('uptime -s is a local time', () => {
  expect(facts('node/uptime-s.txt', '2026-11-23 19:23:11\n')).toEqual([
    { kind: 'local-boot-time', printed: '2026-11-23 19:23:11', line: 1 },
  ])
  expect(readEvidence({ name: 'uptime-s', text: '2026-02-31 19:23:11\n' })).toBeUndefined()
})

describe('timedatectl', () => {
  const TEXT = `               Local time: Mon 2026-11-23 14:09:52 EST
           Universal time: Mon 2026-11-23 19:09:52 UTC
                 RTC time: Mon 2026-11-23 19:09:52
                Time zone: America/New_York (EST, -0500)
System clock synchronized: no
`
  test('zone, time and offset', () => {
    expect(facts('x', TEXT)).toEqual([
      { kind: 'zone', zone: 'America/New_York', line: 4 },
      { kind: 'captured', epochMs: 1795460992000, uncertaintyMs: 1000, line: 2 },
      { kind: 'offset', epochMs: 1795460992000, offsetMinutes: -300, line: 4 },
    ])
  })

  test('older words, the form of show, and no zone', () => {
    expect(facts('x', TEXT.replace('Time zone', 'Timezone'))?.[0]).toMatchObject({ zone: 'America/New_York' })
    expect(facts('x', 'Timezone=Europe/Berlin\nNTP=no\n')).toEqual([
      { kind: 'zone', zone: 'Europe/Berlin', line: 1 },
    ])
    expect(facts('x', TEXT.replace('America/New_York (EST, -0500)', 'n/a'))).toEqual([
      { kind: 'captured', epochMs: 1795460992000, uncertaintyMs: 1000, line: 2 },
    ])
    expect(readEvidence({ name: 'x', text: ' Local time: Mon 2026-11-23 14:09:52 EST\n' })).toBeUndefined()
  })
})

describe('boots', () => {
  test('btime, alone and in /proc/stat', () => {
    const text = 'cpu  10 20 30 40 50 60 70 0 0 0\ncpu0 1 2 3 4\nbtime 1795458191\nprocesses 4\n'
    expect(facts('proc/stat', text)).toEqual([
      { kind: 'boot-time', epochMs: 1795458191000, uncertaintyMs: 1000, line: 3 },
    ])
    expect(readEvidence({ name: 'x', text: 'btime 1795458191\n' })?.events).toEqual([
      {
        type: 'boot',
        form: 'btime',
        message: 'btime 1795458191',
        at: {
          printed: '1795458191',
          epochMs: 1795458191000,
          iso: '2026-11-23T18:23:11.000Z',
          basis: 'boot-time',
          uncertaintyMs: 1000,
        },
        source: { input: 'x', firstLine: 1, lastLine: 1 },
        problems: [],
      },
    ])
    expect(readEvidence({ name: 'x', text: 'cpu  10 20 30 40\n' })).toBeUndefined()
  })

  test('journalctl --list-boots: instants only in UTC', () => {
    const old =
      ' 0 657b3267522742fbb6b3f7dfb0e0ba39 Mon 2026-11-23 18:23:51 UTC—Mon 2026-11-23 18:54:37 UTC\n'
    const table = `IDX BOOT ID                          FIRST ENTRY                 LAST ENTRY
 -1 0123456789abcdef0123456789abcdef Mon 2026-11-23 13:46:04 EST Mon 2026-11-23 14:09:58 EST
  0 f579dc5567a941d5ac8c426c4e65eed5 Mon 2026-11-23 18:46:04 UTC Mon 2026-11-23 19:09:58 UTC
`
    expect(readEvidence({ name: 'x', text: old })?.events).toMatchObject([
      {
        bootId: '657b3267522742fbb6b3f7dfb0e0ba39',
        form: 'boot-list',
        at: { epochMs: 1795458231000, uncertaintyMs: 60_000 },
      },
    ])
    expect(readEvidence({ name: 'x', text: table })?.events).toMatchObject([
      { bootId: 'f579dc5567a941d5ac8c426c4e65eed5', source: { firstLine: 3 } },
    ])
  })
})

describe('memory of the machine', () => {
  test('/proc/meminfo', () => {
    const text =
      'MemTotal:        4028236 kB\nMemFree:         3013396 kB\nMemAvailable:    3113352 kB\nSwapTotal:             0 kB\nHugePages_Total:       4\nHugepagesize:       2048 kB\n'
    expect(readEvidence({ name: 'proc/meminfo', text })?.events).toEqual([
      {
        type: 'node-memory',
        memTotalBytes: 4124913664,
        memFreeBytes: 3085717504,
        memAvailableBytes: 3188072448,
        swapTotalBytes: 0,
        hugepagesTotal: 4,
        hugepageSizeBytes: 2097152,
        message: 'MemTotal:        4028236 kB',
        lines: { memTotalBytes: 1 },
        printed: { memTotalBytes: '4028236 kB' },
        at: { basis: 'none' },
        source: { input: 'proc/meminfo', firstLine: 1, lastLine: 6 },
        problems: [],
      },
    ])
  })

  test('a value that is not there is missing; one that is too large is a problem', () => {
    expect(
      readEvidence({ name: 'x', text: 'MemTotal: 10 kB\nMemFree: 9007199254740991 kB\n' }),
    ).toMatchObject({
      events: [{ memTotalBytes: 10240 }],
      problems: [{ code: 'number-out-of-range', line: 2 }],
    })
    const [event] = readEvidence({ name: 'x', text: 'MemTotal: 10 kB\n' })?.events ?? []
    expect(event && Object.keys(event).sort()).toEqual([
      'at',
      'lines',
      'memTotalBytes',
      'message',
      'printed',
      'problems',
      'source',
      'type',
    ])
  })

  const FREE = `               total        used        free      shared  buff/cache   available
Mem:         4028236      716448     3013404         628      298384     3113364
Swap:           1024           0           0
`
  test('free', () => {
    expect(readEvidence({ name: 'x', text: FREE })?.events).toMatchObject([
      {
        memTotalBytes: 4124913664,
        memFreeBytes: 3085725696,
        memAvailableBytes: 3188084736,
        swapTotalBytes: 1048576,
        lines: { memTotalBytes: 2 },
        printed: { memTotalBytes: '4028236' },
        source: { firstLine: 1, lastLine: 3 },
      },
    ])
  })

  test.each([
    ['-m', 'Mem:            3933         699        2942           0         291        3040'],
    ['-h', 'Mem:           3.8Gi       699Mi       2.9Gi       0.0Ki       291Mi       3.0Gi'],
    ['-b', 'Mem:      4124913664   733642752  3085725696      643072   305545216  3188084736'],
  ])('free %s is not read as KiB', (_, line) => {
    const text = `${FREE.split('\n')[0]}\n${line}\n`
    expect(readEvidence({ name: 'x', text })).toMatchObject({ kinds: ['meminfo'], events: [] })
  })
})

describe('names of the machine', () => {
  test.each([
    ['node/hostname.txt', 'node-a17\n'],
    ['x', 'Linux node-a17 5.10.0-32-cloud-amd64 #1 SMP Debian 5.10.223-1 (2024-08-10) x86_64 GNU/Linux\n'],
    ['hostnamectl', ' Static hostname: node-a17\n       Icon name: computer-vm\n'],
  ])('%s', (name, text) => {
    expect(readEvidence({ name, text })).toEqual({
      kinds: ['hostname'],
      events: [],
      facts: [],
      problems: [],
      host: 'node-a17',
    })
  })

  test('one word in any other file is no name', () => {
    expect(readEvidence({ name: 'x', text: 'node-a17\n' })).toBeUndefined()
    expect(readEvidence({ name: 'hostname', text: '<script>\n' })).toBeUndefined()
  })
})
