import { describe, expect, test } from 'vitest'
import { frame } from '../framing/index.js'
import type { ClockFact } from '../record/clock-fact.js'
import { type KlogEntry, KlogReader, parseKlog } from './index.js'

const HEADER = '1123 18:06:06.503659   30938 server.go:42] '

function readAll(text: string, input = 'log') {
  const entries: KlogEntry[] = []
  const facts: ClockFact[] = []
  const others: string[] = []
  const reader = new KlogReader({
    input,
    sink: (entry) => entries.push(entry),
    fact: (fact) => facts.push(fact),
  })
  for (const line of frame(text)) if (!reader.push(line)) others.push(line.text)
  reader.end()
  return { entries, facts, others, messages: entries.map(({ message }) => message) }
}

describe('a header', () => {
  test.each([
    ['I', 'info'],
    ['W', 'warning'],
    ['E', 'error'],
    ['F', 'fatal'],
  ])('with %s is %s', (letter, severity) => {
    expect(parseKlog(`${letter}${HEADER}text`)).toMatchObject([
      {
        format: 'text',
        severity,
        structured: false,
        message: 'text',
        stamp: '1123 18:06:06.503659',
        pid: 30938,
        file: 'server.go',
        line: 42,
        at: { printed: '1123 18:06:06.503659', basis: 'none' },
        firstLine: 1,
        lastLine: 1,
        raw: `${letter}${HEADER}text`,
        problems: [],
      },
    ])
  })

  test.each<[string, Partial<KlogEntry>]>([
    ['I1004 16:57:28.681800 3960643 server.go:1] x', { pid: 3960643 }],
    ['I1004 16:57:28.681800       1 server.go:1] x', { pid: 1 }],
    ['I1004 16:57:28.681800       1 cm/x.go:1] x', { file: 'cm/x.go' }],
    ['I1004 16:57:28.681800       1 ???:1] x', { file: '???', line: 1 }],
    ['I1004 16:57:28.681800       1 a.go:1] ', { message: '' }],
    [
      'kubelet I1123 18:33:35.271794    6624 server.go:39] x',
      { component: 'kubelet', message: 'x', pid: 6624 },
    ],
  ])('%s', (text, found) => {
    expect(parseKlog(text)).toMatchObject([found])
  })

  test('of MicroShift that does not know the component has none', () => {
    expect(parseKlog('??? I1123 18:33:35.271794    6624 server.go:39] x')[0]).not.toHaveProperty('component')
  })

  test.each([
    'I1123 18:06:06.50365   30938 server.go:42] five digits',
    'I1123 18:06:06.503659 server.go:42] no pid',
    'D1123 18:06:06.503659   30938 server.go:42] another letter',
    'a b I1123 18:06:06.503659   30938 server.go:42] two words in front',
    'server.go:42] --skip_headers',
    'I1123',
    '',
  ])('is not in %j', (text) => {
    expect(readAll(text)).toMatchObject({ entries: [], others: text === '' ? [] : [text] })
  })
})

describe('an entry of several lines', () => {
  test('has those without a header', () => {
    const { entries, others } = readAll(
      `I${HEADER}[core] failed to connect to {\n  "Addr": "x",\n}. Err: y\n\nmore\n\nI${HEADER}next`,
    )
    expect(others).toEqual([])
    expect(entries).toMatchObject([
      {
        message: '[core] failed to connect to {\n  "Addr": "x",\n}. Err: y\n\nmore',
        firstLine: 1,
        lastLine: 5,
      },
      { message: 'next', firstLine: 7, lastLine: 7 },
    ])
  })

  test('that is structured ends with its last value', () => {
    const { messages, others } = readAll(`I${HEADER}"m" a="b"\nFlag --x has been deprecated`)
    expect(messages).toEqual(['m'])
    expect(others).toEqual(['Flag --x has been deprecated'])
  })

  test('does not take what systemd or the kernel say, or a mark of journalctl', () => {
    for (const line of [
      'Stopping kubelet.service - kubelet: The Kubernetes Node Agent...',
      'Started kubelet: The Kubernetes Node Agent.',
      'kubelet.service: Consumed 1min 22.592s CPU time.',
      '-- Boot 657b3267522742fbb6b3f7dfb0e0ba39 --',
      'ranker invoked oom-killer: gfp_mask=0xcc0, order=0, oom_score_adj=0',
      'Memory cgroup out of memory: Killed process 1 (a)',
      '[ 7013.123456] Mem-Info:',
    ]) {
      const { others, messages } = readAll(`I${HEADER}text\n${line}\nmore of that`)
      expect(messages, line).toEqual(['text'])
      expect(others, line).toHaveLength(2)
    }
  })

  test('does not begin in a JSON entry, and not behind another line', () => {
    expect(readAll('{"ts":1795457166823.5,"msg":"a","v":0}\nrest').others).toEqual(['rest'])
    expect(readAll(`I${HEADER}text\nNov 23 19:16:20 node-03 sshd[1]: x\nrest`).others).toEqual(['x', 'rest'])
  })

  test('in a journal goes on in the lines of the same process only', () => {
    const from = (who: string) => (text: string) => `2026-11-23T18:06:06+0000 ${who}: ${text}`
    const kubelet = from('node-a kubelet[7]')
    const { entries, others } = readAll(
      [
        kubelet(`E${HEADER}"m" err=<`),
        from('node-b kubelet[7]')(`E${HEADER}other {`),
        from('node-a kernel')('\tfrom the kernel'),
        kubelet('\tone'),
        from('node-b kubelet[7]')('of b'),
        from('node-a kubelet[8]')('\tof another process'),
        from('node-a containerd[7]')('\tof another program'),
        kubelet(' > pod="a"'),
        kubelet('panic: behind it'),
      ].join('\n'),
    )
    expect(
      entries.map(({ host, message, pairs, lastLine }) => [host, message, pairs.length, lastLine]),
    ).toEqual([
      ['node-a', 'm', 2, 8],
      ['node-b', 'other {\nof b', 0, 5],
    ])
    expect(others.map((text) => text.trim())).toEqual([
      'from the kernel',
      'of another process',
      'of another program',
      'panic: behind it',
    ])
  })

  test('in a journal is given when the next begins, or after 200 other lines', () => {
    const given: string[] = []
    const reader = new KlogReader({
      input: 'log',
      sink: ({ message }) => given.push(message),
      fact: () => {},
    })
    const [line] = frame(`Nov 23 18:06:06 node-a kubelet[7]: I${HEADER}one`)
    const [other] = frame('Nov 23 18:06:06 node-a sshd[7]: x')
    if (line === undefined || other === undefined) throw new Error('no lines')
    reader.push(line)
    reader.push(line)
    expect(given).toEqual(['one'])
    for (let i = 0; i < 200; i++) reader.push(other)
    expect(given).toEqual(['one'])
    reader.push(other)
    expect(given).toEqual(['one', 'one'])
  })

  test('is cut when it is a dump of all goroutines', () => {
    const dump = Array.from({ length: 5000 }, (_, i) => `goroutine ${i} [running]:`)
    const { entries, others } = readAll(`F${HEADER}failed\n${dump.join('\n')}\nI${HEADER}next`)
    expect(others).toEqual([])
    expect(entries).toMatchObject([{ severity: 'fatal', lastLine: 5001 }, { message: 'next' }])
    expect(entries[0]?.message.split('\n')).toHaveLength(2000)
    expect(entries[0]?.problems).toEqual([
      { code: 'klog-entry-cut', message: '3001 lines of a long entry were left out', line: 1 },
    ])
  })

  test('is cut when its lines are long', () => {
    const { entries } = readAll(`F${HEADER}failed\n${`${'x'.repeat(100_000)}\n`.repeat(4)}`)
    expect(entries[0]?.message.length).toBe(6 + 2 * 100_001)
    expect(entries[0]?.problems).toMatchObject([{ code: 'klog-entry-cut' }])
  })

  test('of many processes keeps the memory bounded', () => {
    const lines = Array.from(
      { length: 300 },
      (_, i) => `Nov 23 18:06:06 node-a kubelet[${i}]: I${HEADER}t${i}`,
    )
    const given: string[] = []
    const reader = new KlogReader({
      input: 'log',
      sink: ({ message }) => given.push(message),
      fact: () => {},
    })
    for (const line of frame(lines.join('\n'))) reader.push(line)
    expect(given).toHaveLength(300 - 64)
    reader.end()
    expect(given.at(-1)).toBe('t299')
  })

  test('that a collector put into one message is two', () => {
    const text = JSON.stringify({
      log: `I${HEADER}a\nb\nI${HEADER}c\n`,
      stream: 'stderr',
      time: '2026-11-23T18:06:06Z',
    })
    expect(readAll(text).messages).toEqual(['a\nb', 'c'])
  })
})

describe('pieces of a line that journald cut', () => {
  const kubelet = (text: string) => `Nov 23 18:06:06 node-a kubelet[30938]: ${text}`
  const whole = `I${HEADER}"m" nodeConfig={"A":"${'x'.repeat(2400)}","B":["c d"]}`
  const cutAt = (text: string, at: number) =>
    `${kubelet(text.slice(0, at).trimEnd())}\n${kubelet(text.slice(at))}`

  test('at 2048 bytes are joined', () => {
    expect(readAll(cutAt(whole, 2048)).entries).toMatchObject([{ raw: whole, lastLine: 2, problems: [] }])
  })

  test('inside a string are joined wherever they are cut', () => {
    expect(readAll(cutAt(whole, 100)).entries).toMatchObject([{ raw: whole }])
  })

  test('behind a blank, which journald takes off, get it back', () => {
    const text = `I${HEADER}Config: {${'A:1 '.repeat(600)}}`
    const blank = `${text.slice(0, 2047)} ${text.slice(2047)}`
    expect(readAll(cutAt(blank, 2048)).entries).toMatchObject([{ raw: blank }])
  })

  test('counts bytes and not characters', () => {
    const text = `I${HEADER}${'é'.repeat((2048 - HEADER.length - 1) >> 1)}x`.slice(0, -1)
    const padded = text.replace('] ', `] ${'x'.repeat(2048 - new TextEncoder().encode(text).length)}`)
    expect(readAll(`${kubelet(padded)}\n${kubelet('rest')}`).entries).toMatchObject([
      { raw: `${padded}rest` },
    ])
  })

  test('of another size are lines', () => {
    const text = `I${HEADER}${'x'.repeat(3000)}`
    expect(readAll(`${kubelet(text)}\n${kubelet('rest')}`).entries).toMatchObject([{ raw: `${text}\nrest` }])
  })
})

describe('the preamble of a log file', () => {
  const preamble = [
    'Log file created at: 2026/11/23 19:24:43',
    'Running on machine: node-a17',
    'Binary: Built with gc go1.15.15 for linux/amd64',
    'Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg',
  ]

  test('tells year and host', () => {
    const { entries, facts, others } = readAll(
      [...preamble, `I${HEADER}a`, ...preamble, `I${HEADER}b`].join('\n'),
    )
    expect(others).toEqual([])
    expect(entries).toMatchObject([
      { message: 'a', host: 'node-a17', lastLine: 5 },
      { message: 'b', host: 'node-a17', firstLine: 10 },
    ])
    const fact = { kind: 'year', printed: '2026/11/23 19:24:43', host: 'node-a17' }
    expect(facts).toEqual([
      { ...fact, source: { input: 'log', firstLine: 1, lastLine: 4 } },
      { ...fact, source: { input: 'log', firstLine: 6, lastLine: 9 } },
    ])
  })

  test('tells the year also where its end is missing', () => {
    const { facts, others } = readAll(`${preamble[0]}\nsomething else\nBinary: x`)
    expect(facts).toMatchObject([{ kind: 'year', source: { firstLine: 1, lastLine: 1 } }])
    expect(facts[0]).not.toHaveProperty('host')
    expect(others).toEqual(['something else', 'Binary: x'])
  })

  test('that was lost is in the name of the file', () => {
    const name = 'var/log/kubelet.node-a17.root.log.INFO.20261123-192443.424'
    const year = { kind: 'year', printed: '2026/11/23 19:24:43', host: 'node-a17' }
    const source = (input: string) => ({ input, firstLine: 1, lastLine: 1 })
    for (const input of [name, `${name}.gz`]) {
      const { entries, facts } = readAll(`I${HEADER}a`, input)
      expect(facts).toEqual([{ ...year, source: source(input) }])
      expect(entries).toMatchObject([{ host: 'node-a17' }])
    }
    for (const input of [
      'kubelet.INFO',
      'kubelet.log.20261123',
      `${name}.d/x`,
      name.replace('123-192', '123_192'),
    ])
      expect(readAll(`I${HEADER}a`, input).facts, input).toEqual([])
  })

  test('is none without its first line', () => {
    expect(readAll(preamble.slice(1).join('\n'))).toMatchObject({ facts: [] })
    expect(readAll('Log file created at: yesterday').others).toHaveLength(1)
  })
})
