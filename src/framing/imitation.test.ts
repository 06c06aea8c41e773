import { describe, expect, test } from 'vitest'
import { frame } from './index.js'

const texts = (log: string) => frame(log).map((line) => line.text)
const OOM = ' invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0'
const CPU = 'CPU: 0 PID: 7 Comm: x Not tainted'

/** A line whose process has such a name, in the middle of others, and as the first of a paste. */
function inAll(coat: string, name: string): void {
  const line = `${coat}${name}${OOM}\n`
  const plain = `${coat}${CPU}\n`
  expect(texts(`${plain}${plain}${line}${plain}`), coat).toEqual([CPU, CPU, `${name}${OOM}`, CPU])
  expect(texts(`${line}${plain}${plain}`), coat).toEqual([`${name}${OOM}`, CPU, CPU])
  // Until 4.20 two lines of a dump begin with the name, and whoever has it can crash before.
  const cpuset = `${coat}${name} cpuset=/ mems_allowed=0\n`
  const both = [`${name}${OOM}`, `${name} cpuset=/ mems_allowed=0`]
  expect(texts(`${line}${cpuset}${plain}${plain}`), coat).toEqual([...both, CPU, CPU])
  expect(texts(`${plain}${plain}${line}${cpuset}${plain}`), coat).toEqual([CPU, CPU, ...both, CPU])
  const crash = `${name}[7]: segfault at 0 ip 0000000000401136 sp 00007ffd error 6 in a[401000+1000]`
  const crashes = texts(`${plain.repeat(40)}${`${coat}${crash}\n`.repeat(10)}${line}${cpuset}${plain}`)
  expect(crashes.slice(40), coat).toEqual([...Array(10).fill(crash), ...both, CPU])
}

const COATS = [
  '[ 7013.123456] ',
  '[ 7013.123456][   T77] ',
  '[Mon Nov 23 19:16:20 2026] ',
  '[ 7013.123456 <    0.000000>] ',
  '[<    0.000004>] ',
  '[  +0.000004] ',
  '2026-11-23T19:16:20,123456+01:00 ',
  'kern  :warn  : ',
  'kern  :warn  : [ 7013.123456] ',
  '<4>',
  '<4>[ 7013.123456] ',
  '192.0.2.7 [ 7013.123456] ',
  '[2026-11-23 19:16:20] [ 7013.123456] ',
  'Nov 23 19:16:20 node-03 kernel: ',
  'Nov 23 19:16:20 node-03 kernel: [ 7013.123456] ',
  'Nov 23 19:16:20.123456 node-03 kernel: ',
  '2026-11-23T19:16:20+0100 node-03 kernel: ',
  'Mon 2026-11-23 19:16:20 CET node-03 kernel: ',
  '1795458231.347961 node-03 kernel: ',
  '[ 7013.123456] node-03 kernel: ',
  '<4>1 2026-11-23T19:16:20Z node-03 kernel - - - ',
  '2026-11-23T18:16:20.123456789Z stdout F ',
  '2026-11-23T18:16:20.123456789Z stdout F <4>[ 7013.123456] ',
]
const NAMES = [
  '[    1.000000] ',
  '[1.000000] [1.0',
  '[  +0.000004] ',
  '[Nov23 19:16] ',
  '[<0.000004>] ',
  '[T1] ',
  '<4>[1.000000] ',
  '4,1,1,-;x',
  'a kernel: ',
  '> kernel: ',
  'a b[1]: ',
]

describe('the name of a process is no coat', () => {
  test.each(COATS)('behind %j', (coat) => {
    for (const name of NAMES) inAll(coat, name)
  })

  test('in the journal, whose messages have none, even if all lines look so', () => {
    for (const name of ['4,1,1,-;x', '<4>[1.000000] ', '[    1.000000] ']) {
      const text = `${name}${OOM}`
      const entry = { __REALTIME_TIMESTAMP: '1795458231347961', _TRANSPORT: 'kernel', MESSAGE: text }
      expect(texts(`${JSON.stringify(entry)}\n`)).toEqual([text])
      expect(texts(`${JSON.stringify({ ...entry, SYSLOG_IDENTIFIER: 'kernel' })}\n`)).toEqual([text])
      const wrapped = {
        timestamp: '2026-11-23T18:16:20Z',
        jsonPayload: { _TRANSPORT: 'kernel', MESSAGE: text },
      }
      expect(texts(`${JSON.stringify(wrapped)}\n`)).toEqual([text])
      expect(texts(`__CURSOR=s=1\n_TRANSPORT=kernel\nMESSAGE=${text}\n\n`)).toEqual([text])
      const header = 'Nov 23 19:16:20 node-03 kernel: '
      if (!name.startsWith('[')) expect(texts(`${header}${text}\n`.repeat(3))).toEqual([text, text, text])
    }
  })

  test('nor a header of syslog, behind the priority of the kernel', () => {
    const log = frame(`<4>a\n<4>b\n<4>Nov 23 19:16:20${OOM}\n<4>c\n`)
    expect(log.map((line) => line.framing)).toEqual(Array(4).fill('dmesg-raw'))
    expect(log[2]?.text).toBe(`Nov 23 19:16:20${OOM}`)
  })

  test('nor the prefix of a console, where no line has a stamp', () => {
    const kill = 'Out of memory: Killed process 7 (a [1.000000] b) total-vm:1kB, anon-rss:1kB'
    expect(texts(`Mem-Info:\n${kill}\nMem-Info:\n`)[1]).toBe(kill)
  })
})

describe('two stamps of one kind', () => {
  test('are never both of the tool', () => {
    const text = `[    1.000000] ${OOM}`
    expect(texts(`[ 7013.123456] ${text}\n`.repeat(3))).toEqual([text, text, text])
  })
})

describe('what all lines wear is taken off', () => {
  test.each([
    ['[ 7013.123456] ', '[   T77] '],
    ['[ 7013.123456] ', '2026-11-23T19:16:20,123456+01:00 '],
    ['[ 7013.123456] ', '2026-11-23T19:16:20,123456+01:00 [   T77] '],
    ['[ 7013.123456] ', 'node-03 kernel: '],
    ['Nov 23 19:16:20 node-03 kernel: ', '[ 7013.123456] '],
    ['2026-11-23T18:16:20.123456789Z stdout F ', '<4>[ 7013.123456] '],
    ['2026-11-23T18:16:20.123456789Z stdout F ', '4,396,35176603,-;'],
    ['<4>', 'Nov 23 19:16:20 node-03 kernel: [ 7013.123456] '],
  ])('%j and %j', (coat, more) => {
    expect(texts(`${coat}${more}${CPU}\n`), 'alone').toEqual([CPU])
    expect(texts(`${coat}${more}${CPU}\n`.repeat(3)), 'from the first line').toEqual([CPU, CPU, CPU])
    const behind = `${coat}a\n${coat}b\n${`${coat}${more}${CPU}\n`.repeat(4)}${coat}c\n`
    expect(texts(behind), 'behind lines without').toEqual(['a', 'b', CPU, CPU, CPU, CPU, 'c'])
    const many = `${`${coat}a\n`.repeat(40)}${`${coat}${more}${CPU}\n`.repeat(16)}`
    expect(texts(many).slice(40), 'behind many').toEqual(Array(16).fill(CPU))
  })

  test('with the blanks that its line feeds are indented by', () => {
    const coat = '[ 7013.123456] [   T77] '
    const message = `${coat}active_anon:1\n${' '.repeat(coat.length)} free:2\n`
    expect(texts(`[ 7013.123456] a\n${message}${`${coat}b\n`.repeat(3)}`)).toEqual([
      'a',
      'active_anon:1\n free:2',
      'b',
      'b',
      'b',
    ])
    expect(texts(`${message}${message}`)).toEqual(['active_anon:1\n free:2', 'active_anon:1\n free:2'])
  })

  test('also a name behind it', () => {
    const coat = '[ 7013.123456] [   T77] '
    expect(texts(`${coat}a\n${coat}[T1] ${OOM}\n${coat}b\n`)).toEqual(['a', `[T1] ${OOM}`, 'b'])
  })

  test('the host of journalctl is one', () => {
    expect(
      frame('[    0.000000] host kernel: Linux version\n[    1.000000] other-1 kernel: a\n'),
    ).toMatchObject([
      { framing: 'journal-short-monotonic', host: 'host', sender: 'kernel', text: 'Linux version' },
      { framing: 'journal-short-monotonic', host: 'other-1', text: 'a' },
    ])
    expect(frame('[    1.000000] > kernel: a\n')[0]).toMatchObject({ framing: 'dmesg', text: '> kernel: a' })
  })

  test('records in a container count what was lost', () => {
    const at = '2026-11-23T18:16:20.123456789Z stdout F 4'
    const lines = frame(`${at},1,5,-;a\n${at},4,6,-;b\n${at},5,7,-;c\n`)
    expect(lines.map((line) => line.lostBefore)).toEqual([undefined, 2, undefined])
  })
})
