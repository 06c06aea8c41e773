import { describe, expect, test } from 'vitest'
import { Framer, frame, LineSplitter } from './index.js'

const texts = (log: string) => frame(log).map((line) => line.text)
const only = (log: string) => {
  const lines = frame(log)
  expect(lines).toHaveLength(1)
  return lines[0]
}

function frameBytes(...chunks: Uint8Array[]) {
  const lines: string[] = []
  const framer = new Framer((line) => lines.push(line.text))
  const splitter = new LineSplitter((text, terminated, whole) => framer.push(text, terminated, whole))
  for (const chunk of chunks) splitter.write(chunk)
  splitter.end()
  framer.end()
  return lines
}

describe('dmesg', () => {
  test('stamps are seconds since boot', () => {
    expect(only('[ 7013.123456]  dump_stack+0x6b/0x83\n')).toEqual({
      firstLine: 1,
      lastLine: 1,
      framing: 'dmesg',
      text: ' dump_stack+0x6b/0x83',
      printed: '7013.123456',
      monotonicSec: 7013.123456,
    })
  })

  test('a caller has a letter, a pid column has none', () => {
    expect(only('[  568.893062][   T77] a\n')).toMatchObject({ caller: 'T77', text: 'a' })
    expect(only('[  568.893062] [   C0] a\n')).toMatchObject({ caller: 'C0', text: 'a' })
    const row = only('[  568.893062] [   123]  1000   123\n')
    expect(row).toMatchObject({ text: '[   123]  1000   123' })
    expect(row).not.toHaveProperty('caller')
  })

  test('line feeds of a message are printed as lines without stamp, indented by its width', () => {
    const log = '[    5.000000] active_anon:1\n                active_file:0\n               free:2\n[    5.1'
    expect(frame(log)[0]).toMatchObject({
      text: 'active_anon:1\n active_file:0\nfree:2',
      firstLine: 1,
      lastLine: 3,
    })
  })

  test('a comm that begins with a line feed leaves its first line empty', () => {
    expect(texts('[    5.000000] \n               Out of memory: invoked oom-killer\n')).toEqual([
      '\nOut of memory: invoked oom-killer',
    ])
  })

  test('the indentation counts bytes where the locale has longer letters', () => {
    expect(texts(`[пн ноя 23 19:16:20 2026] a\n${' '.repeat(31)} b\n`)).toEqual(['a\n b'])
    expect(texts(`[пн ноя 23 19:16:20 2026] a\n${' '.repeat(26)} b\n`)).toEqual(['a\n b'])
  })

  test('does not take a line that is indented by less for a continuation', () => {
    expect(frame('[    5.000000] a\n dump_stack+0x5d/0x80\n').map((line) => line.framing)).toEqual([
      'dmesg',
      'bare',
    ])
  })

  test('bytes that it cannot print are escaped, printable text that looks so is not', () => {
    expect(texts('[    1.000000] sp\\xc3\\xa4t \\x1b[0m back\\x41\\ \\xff\n')).toEqual([
      'spät \x1b[0m back\\x41\\ \\xff',
    ])
  })

  test('-r and -x say facility and severity', () => {
    expect(only('<30>[    1.000000] a')).toMatchObject({ facility: 3, severity: 6, framing: 'dmesg-raw' })
    expect(only('kern  :warn  : [    1.000000] a')).toMatchObject({
      facility: 0,
      severity: 4,
      monotonicSec: 1,
    })
  })

  test('several time formats stand one behind the other', () => {
    expect(only('[    1.500000] 2026-11-23T19:16:20,250000+01:00 a')).toMatchObject({
      text: 'a',
      printed: '1.500000',
      epochMs: Date.UTC(2026, 10, 23, 18, 16, 20, 250),
    })
  })

  test('colour around the stamp goes, colour in a comm stays', () => {
    expect(texts('\x1b[32m[    1.000000] \x1b[0m\x1b[33mOOM: \x1b[0mtext\n')).toEqual(['OOM: text'])
    const multi =
      '\x1b[32m[    1.000000] \x1b[0m\x1b[1mactive_anon:1\n                free:3 free_cma:0\x1b[0m\n'
    expect(texts(multi)).toEqual(['active_anon:1\n free:3 free_cma:0'])
    const named =
      '\x1b[32m[    1.000000] \x1b[0m\x1b[33ma\n               b:\x1b[0m\x1b[1m page allocation failure\x1b[0m\n'
    expect(texts(named)).toEqual(['a\nb: page allocation failure'])
    expect(texts('[    1.000000] a\n               b\x1b[0m\n')).toEqual(['a\nb\x1b[0m'])
    expect(texts('[    1.000000] \x1b[31mred\x1b[0m invoked oom-killer\n')).toEqual([
      '\x1b[31mred\x1b[0m invoked oom-killer',
    ])
  })
})

describe('dmesg --json', () => {
  const record = (fields: string) => `{"dmesg":[{"pri":4,"time":1.5,${fields}}]}`

  test('puts a pid column back that was taken for a caller', () => {
    expect(texts(record('"caller":"123","msg":" 1000   123 a"'))).toEqual(['[    123]  1000   123 a'])
    expect(only(record('"caller":"T12","msg":"a"'))).toMatchObject({ caller: 'T12', text: 'a' })
  })

  test('of 2.38 repeats the rest of the file in every message', () => {
    expect(texts(record('"msg":"one\\n two\\n<4>[    1.6] three"'))).toEqual(['one\n two'])
  })

  test('printed over several lines gives each record its lines', () => {
    const log =
      '{\n   "dmesg": [\n      {\n         "pri": 4,\n         "time":     1.500000,\n         "msg": "a"\n      },{\n         "pri": 30,\n         "msg": "b"\n      }\n   ]\n}\nbare\n'
    expect(frame(log)).toMatchObject([
      { text: 'a', firstLine: 1, lastLine: 6, monotonicSec: 1.5, printed: '1.500000' },
      { text: 'b', firstLine: 7, lastLine: 10, facility: 3 },
      { text: 'bare', framing: 'bare', firstLine: 13 },
    ])
  })

  test('other JSON over several lines stays as it is', () => {
    const log = '{\n  "kind": "Node",\n  "status": {\n    "ok": true\n  }\n}\n'
    expect(texts(log)).toEqual(log.trimEnd().split('\n'))
  })
})

describe('kernel records', () => {
  test('have escapes, a sequence and a dictionary that is not text', () => {
    const lines = frame(
      '4,396,35176603,-,caller=T7;two\\x0alines \\x5cx41 \\xff\n SUBSYSTEM=acpi\n6,397,35176604,-;b\n',
    )
    expect(lines[0]).toMatchObject({
      text: 'two\nlines \\x41 \\xff',
      sequence: 396,
      caller: 'T7',
      lastLine: 2,
    })
    expect(lines[0]?.monotonicSec).toBe(35.176603)
    expect(lines).toHaveLength(2)
  })

  const lost = (log: string) => frame(log).map((line) => line.lostBefore)

  test('a step in the sequence is a loss before the record, counted once', () => {
    expect(lost('4,10,1,-;a\n4,11,1,-;b\n4,15,1,-;c\n4,12,1,-;late\n')).toEqual([
      undefined,
      undefined,
      3,
      undefined,
    ])
    const framer = new Framer(() => {})
    for (const text of ['4,10,1,-;a', '4,15,1,-;c']) framer.push(text)
    framer.end()
    expect(framer.gaps).toEqual([])
    expect(lost('6.1.0,4,10,1,-;a\n6.1.0,4,12,1,-;b\n')).toEqual([undefined, 1])
  })

  test('joined fragments and records of user space are no loss', () => {
    expect(lost('4,1,1,-;a\n4,2,1,c;b\n4,3,1,+;c\n12,4,1,-;user\n4,5,1,-;d\n')).not.toContain(1)
    expect(lost('6,4,1,-,ncfrag=0/4;ab\n6,4,1,-,ncfrag=2/4;cd\n6,5,1,-;e\n')).toEqual([undefined, undefined])
  })

  test('a fragment behind a loss goes on with nothing', () => {
    expect(frame('4,1,1,-;a\n4,4,1,c;b\n')).toMatchObject([{ text: 'a' }, { text: 'b', lostBefore: 2 }])
  })

  test('fragments go on with the record before', () => {
    expect(texts('4,1,1,-;stats for \n4,2,1,c;/a\n4,3,1,c;:\n4,4,1,-;b')).toEqual(['stats for /a:', 'b'])
    expect(texts('4,1,1,-;before\n4,2,1,c;Node 0 DMA:\n4,3,1,+; 1*4kB\n4,4,1,c;new\n4,5,1,+; line')).toEqual([
      'before',
      'Node 0 DMA: 1*4kB',
      'new line',
    ])
    expect(texts('4,1,1,-,caller=T1;a\n4,2,1,c,caller=T2;b')).toEqual(['a', 'b'])
  })

  test('netconsole cuts long ones to pieces', () => {
    expect(texts('6,416,1,-,ncfrag=0/9;abcd\n6,416,1,-,ncfrag=4/9;efghi\n6,417,1,-;x')).toEqual([
      'abcdefghi',
      'x',
    ])
  })
})

describe('journalctl', () => {
  test('indents line feeds by the width of its header', () => {
    const head = 'Nov 23 19:16:20 node-03 kernel: '
    expect(texts(`${head}active_anon:1\n${' '.repeat(head.length)} active_file:0\n`)).toEqual([
      'active_anon:1\n active_file:0',
    ])
  })

  test('its own remarks are bare', () => {
    expect(frame('-- Boot 657b3267522742fb --\n-- No entries --\n').map((line) => line.framing)).toEqual([
      'bare',
      'bare',
    ])
  })

  test('colours a message as a whole', () => {
    expect(texts('Nov 23 19:16:20 node-03 kernel: \x1b[0;1;31mMem-Info:\x1b[0m\n')).toEqual(['Mem-Info:'])
  })

  test('JSON gives both clocks, and bytes where the text is none', () => {
    const entry = {
      __REALTIME_TIMESTAMP: '1795458231347961',
      __MONOTONIC_TIMESTAMP: '9000000',
      MESSAGE: [97, 255],
      _PID: '662',
    }
    expect(only(JSON.stringify(entry))).toMatchObject({
      text: 'a\\xff',
      epochMs: 1795458231347.961,
      monotonicSec: 9,
      pid: 662,
    })
  })

  test('full says the zone by name: only UTC is known', () => {
    expect(only('Mon 2026-11-23 19:16:20 UTC node-03 kernel: a')?.epochMs).toBe(
      Date.UTC(2026, 10, 23, 19, 16, 20),
    )
    expect(only('Mon 2026-11-23 19:16:20 CST node-03 kernel: a')).not.toHaveProperty('epochMs')
  })

  test.each([3, 10, 13, 200, 256, 300, 2573, 70_000])('exports a binary value of %i bytes', (size) => {
    const value = `${'x'.repeat(size - 2)}\ny`
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setUint32(0, size, true)
    const utf8 = (text: string) => new TextEncoder().encode(text)
    const log = [
      utf8('__CURSOR=s=1\nMESSAGE\n'),
      bytes,
      utf8(`${value}\nPRIORITY=4\n\n__CURSOR=s=2\nMESSAGE=b\n\n`),
    ]
    expect(frameBytes(...log)).toEqual([value, 'b'])
  })

  const SIZE = [0, 0, 0, 0, 0, 0, 0, 0]
  const binary = (value: string, size = new TextEncoder().encode(value).length) =>
    Uint8Array.from([
      ...new TextEncoder().encode('__CURSOR=s=1\nMESSAGE\n'),
      ...SIZE.map((_, i) => Math.floor(size / 256 ** i) % 256),
      ...new TextEncoder().encode(`${value}\nPRIORITY=4\n\n__CURSOR=s=2\nMESSAGE=b\n\n`),
    ])

  test.each([
    ['a line as long as the low byte of the size', `${'a'.repeat(187)}\n${'b'.repeat(512)}`],
    ['what looks like the next entry', 'a\n\n__CURSOR=s=9\nMESSAGE=forged\n\nb'],
    ['carriage returns', 'a\r\r\nb\r'],
    ['more bytes than characters', 'spät 日本 🙂\n'.repeat(40)],
    ['empty lines at its end', 'a\n\n'],
  ])('exports a value with %s', (_, value) => {
    expect(frameBytes(binary(value))).toEqual([value, 'b'])
    expect(frameBytes(...[...binary(value)].map((byte) => Uint8Array.of(byte)))).toEqual([value, 'b'])
  })

  test.each([3, 2 ** 40, 2 ** 63])('a damaged size (%i for 5 bytes) ends at the next field', (size) => {
    expect(frameBytes(binary('ab\ncd', size))).toEqual(['ab\ncd', 'b'])
  })

  test('exports whose NUL bytes a copy has lost', () => {
    expect(texts('__CURSOR=s=1\nMESSAGE\n\x05ab\ncd\nPRIORITY=4\n\n')).toEqual(['ab\ncd'])
  })

  test('exports bytes that are not UTF-8', () => {
    const head = new TextEncoder().encode('__CURSOR=s=1\nMESSAGE\n')
    const value = Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x61, 0xff, 0x62, 0x0a, 0x0a)
    expect(frameBytes(head, value)).toEqual(['a\\xffb'])
  })
})

describe('syslog', () => {
  test('the stamp of the kernel behind the sender is taken off', () => {
    expect(only('Nov 23 19:16:20 node-03 kernel: [ 7013.123456]  dump_stack+0x5d/0x80')).toEqual({
      firstLine: 1,
      lastLine: 1,
      framing: 'syslog-rfc3164',
      text: ' dump_stack+0x5d/0x80',
      printed: 'Nov 23 19:16:20',
      monotonicSec: 7013.123456,
      host: 'node-03',
      sender: 'kernel',
      unterminated: true,
    })
  })

  test('a tag may lack its pid, and a daemon of its own may print stamps', () => {
    expect(only('Nov 23 19:16:20 h kubelet: [ 1.000000] a')).toMatchObject({
      sender: 'kubelet',
      text: '[ 1.000000] a',
    })
  })

  test('octal escapes of control characters are undone, others stay', () => {
    expect(texts('2026-11-23T19:16:20.1+01:00 h kernel: a#012 b#011c #123 #1\n')).toEqual([
      'a\n b\tc #123 #1',
    ])
    expect(texts('Nov 23 19:16:20 node-03 kernel: a#012 b#077\n')).toEqual(['a\n b#077'])
    expect(texts('[    1.000000] a#012b\n')).toEqual(['a#012b'])
  })

  test('a relay puts its own header in front', () => {
    expect(only('Nov 23 19:16:21 10.0.0.5 Nov 23 19:16:20 node-03 kernel: a')).toMatchObject({
      host: 'node-03',
      sender: 'kernel',
      printed: 'Nov 23 19:16:20',
      text: 'a',
    })
  })

  test('RFC 5424 may have structured data', () => {
    const log = '<4>1 2026-11-23T19:16:20Z node-03 kernel - - [a b="c \\" ] d"][e] \ufeff[    1.000000] x'
    expect(only(log)).toMatchObject({ text: 'x', host: 'node-03', severity: 4, monotonicSec: 1 })
  })
})

describe('containers and collectors', () => {
  test('partial lines are joined', () => {
    const at = '2026-11-23T18:16:20.123456789Z stdout'
    expect(frame(`${at} P one \n${at} P two \n${at} F three\n${at} F four\n`)).toMatchObject([
      { text: 'one two three', firstLine: 1, lastLine: 3 },
      { text: 'four', firstLine: 4 },
    ])
  })

  test('a message that never ends does not fill the memory', () => {
    const line = `2026-11-23T18:16:20.123456789Z stdout P ${'x'.repeat(1024 * 1024)}\n`
    const lengths = frame(line.repeat(20)).map((message) => message.text.length / 1024 / 1024)
    expect(lengths).toEqual([9, 9, 2])
  })

  test('the coat of the kernel inside goes, that of klog stays', () => {
    expect(only('{"message":"<4>[    1.500000] a","time":"2026-11-23T18:16:20Z"}')).toMatchObject({
      text: 'a',
      severity: 4,
      monotonicSec: 1.5,
      epochMs: Date.UTC(2026, 10, 23, 18, 16, 20),
    })
    expect(texts('{"msg":"I1123 19:16:20.123456     662 a.go:1] x","ts":1795457166}')).toEqual([
      'I1123 19:16:20.123456     662 a.go:1] x',
    ])
  })
})

describe('consoles', () => {
  test('have carriage returns', () => {
    expect(only('[    1.000000] raw \\x1b\r\n')).toMatchObject({ framing: 'console', text: 'raw \\x1b' })
  })

  test('a loss mark without line feed is a message of its own', () => {
    expect(frame('** 12 printk messages dropped ** [ 8231.440300] a\n')).toMatchObject([
      { text: '** 12 printk messages dropped **', firstLine: 1 },
      { text: 'a', monotonicSec: 8231.4403, firstLine: 1 },
    ])
  })
})

describe('an input that ends without a line end', () => {
  test('may have cut its last message', () => {
    expect(frame('[    1.000000] a\n[    2.000000] total-vm:1')).toMatchObject([
      { text: 'a' },
      { unterminated: true },
    ])
    expect(only('[    1.000000] a\n')).not.toHaveProperty('unterminated')
  })

  test('has not cut a message that ended before', () => {
    expect(
      only('{\n   "dmesg": [\n      {\n         "pri": 4,\n         "msg": "a"\n      }\n   ]\n}'),
    ).not.toHaveProperty('unterminated')
  })
})

describe('pastes', () => {
  test('lose their quote, the bare lines among them too', () => {
    expect(texts('> [    1.000000] a\n>\n> Mem-Info:\nafter\n')).toEqual(['a', '', 'Mem-Info:', 'after'])
    expect(texts('```\n    [    1.000000] a\n     dump_stack+0x5d/0x80\n```\n')).toEqual([
      '```',
      'a',
      ' dump_stack+0x5d/0x80',
      '```',
    ])
  })

  test.each(['> ', '    ', '\t'])('without stamps lose a quote that the second line has too: %j', (quote) => {
    const dump = [
      'sh invoked oom-killer: gfp_mask=0xcc0, order=0',
      'CPU: 1 PID: 7 Comm: sh',
      ' dump_stack+0x5d/0x80',
    ]
    expect(texts(dump.map((line) => `${quote}${line}\n`).join(''))).toEqual(dump)
  })

  test('a name that looks quoted stays whole', () => {
    const lines = ['> sh invoked oom-killer: gfp_mask=0xcc0, order=0', 'CPU: 1 PID: 7 Comm: > sh']
    expect(texts(lines.join('\n'))).toEqual(lines)
    expect(texts(lines[0] ?? '')).toEqual(lines.slice(0, 1))
  })

  test('a quoted message goes on in a quoted line', () => {
    expect(texts('> [    5.000000] a\n>                 b\n')).toEqual(['a\n b'])
  })

  test('frames of a bare paste keep their blank', () => {
    expect(texts('Call Trace:\n dump_stack+0x5d/0x80\n')).toEqual(['Call Trace:', ' dump_stack+0x5d/0x80'])
  })
})
