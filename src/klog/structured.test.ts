import { describe, expect, test } from 'vitest'
import { parseKlog, valueIn as textOf } from './index.js'

const HEADER = 'I1123 18:06:06.503659   30938 server.go:42] '

function entryOf(text: string) {
  const [entry, ...others] = parseKlog(HEADER + text)
  expect(others).toEqual([])
  if (entry === undefined) throw new Error('no entry')
  return entry
}

/** `key=value` of each pair, in short. */
function pairsOf(text: string): string[] {
  return entryOf(text).pairs.map(({ key, value, form, cut }) => `${key} ${form}${cut ? ' cut' : ''} ${value}`)
}

describe('a message', () => {
  test.each([
    ['"Starting kubelet"', 'Starting kubelet'],
    ['"two\\nlines\\t\\"q\\" \\\\ \\x01 \\u00a0é"', 'two\nlines\t"q" \\ \x01 \u00a0é'],
    ['""', ''],
  ])('%s is structured', (text, message) => {
    expect(entryOf(text)).toMatchObject({ structured: true, message, pairs: [] })
  })

  test.each(['"/kubepods" cgroup does not exist', 'Version: v1.20.2', '"a"b', 'err="x"', ' "Starting"', ''])(
    '%j is not structured',
    (text) => {
      expect(entryOf(text)).toMatchObject({ structured: false, message: text, pairs: [] })
    },
  )
})

describe('a value', () => {
  test.each<[string, string, string[]]>([
    ['in quotes', '"m" pod="kube-system/a" d="1m30s"', ['pod quoted kube-system/a', 'd quoted 1m30s']],
    ['with escapes', '"m" err="a \\"b\\"\\n c=d"', ['err quoted a "b"\n c=d']],
    ['of %+v', '"m" a=1 b=<nil> c=0xc000315ae8', ['a bare 1', 'b bare <nil>', 'c bare 0xc000315ae8']],
    [
      'of %+v with blanks and equal signs in brackets',
      '"m" c={A:x y b=c D:map[e:f=g h:i]} l=[ns/a ns/b] memory.min=0 last="z"',
      ['c bare {A:x y b=c D:map[e:f=g h:i]}', 'l bare [ns/a ns/b]', 'memory.min bare 0', 'last quoted z'],
    ],
    ['of %+v with blanks', '"m" a=one two = three b=4', ['a bare one two = three', 'b bare 4']],
    ['behind a pointer', '"m" c=&{A:x B:[]} n=1', ['c bare &{A:x B:[]}', 'n bare 1']],
    [
      'of JSON',
      '"m" o={"a":"} x=1","b":[1,{"c":"\\"]"}]} l=["a","b c"] n=null e=[] p=[null,"x ]"] t={}',
      [
        'o json {"a":"} x=1","b":[1,{"c":"\\"]"}]}',
        'l json ["a","b c"]',
        'n bare null',
        'e json []',
        'p json [null,"x ]"]',
        't json {}',
      ],
    ],
    ['of %q of a list', '"m" l=["a] b=" "c"] n=1', ['l bare ["a] b=" "c"]', 'n bare 1']],
    ['that is missing', '"m" a="b" odd="(MISSING)"', ['a quoted b', 'odd missing (MISSING)']],
    ['that begins with a quote', '"m" a="b"c d=1', ['a bare "b"c', 'd bare 1']],
    ['that is empty', '"m" a= b="" GOGC=""', ['a bare ', 'b quoted ', 'GOGC quoted ']],
    ['named by a logger', '"m" logger="a.b" v=1', ['logger quoted a.b', 'v bare 1']],
    [
      'of time.Time',
      '"m" t="2023-11-14 22:13:20 +0000 UTC m=+12.3"',
      ['t quoted 2023-11-14 22:13:20 +0000 UTC m=+12.3'],
    ],
  ])('%s', (_, text, pairs) => {
    expect(pairsOf(text)).toEqual(pairs)
    expect(entryOf(text).problems).toEqual([])
  })

  test('in block form, behind it other pairs', () => {
    const text =
      '"Multi-line error" err=<\n\tline one\n\t > line="two"\n\t\tthree\n > pod="kube-system/a" n=3 d="1m30s"'
    expect(pairsOf(text)).toEqual([
      'err block line one\n > line="two"\n\tthree',
      'pod quoted kube-system/a',
      'n bare 3',
      'd quoted 1m30s',
    ])
    expect(entryOf(text)).toMatchObject({ firstLine: 1, lastLine: 5, raw: HEADER + text, problems: [] })
  })

  test('in block form without its tabs, as old journals have it', () => {
    expect(pairsOf('"m" err=<\nline one\n>not the end\n> pod="a"')).toEqual([
      'err block line one\n>not the end',
      'pod quoted a',
    ])
    expect(pairsOf('"m" err=<\nline one\n>')).toEqual(['err block line one'])
  })

  test('in block form with the tabs that journalctl made blanks', () => {
    expect(pairsOf('"m" err=<\n        one\n          two\n >')).toEqual(['err block one\n  two'])
  })

  test('in block form of a struct (1.24 to 1.27)', () => {
    expect(pairsOf('"m" ml=<\n\t{A:x\n\ty}\n > n=1')).toEqual(['ml block {A:x\ny}', 'n bare 1'])
  })

  test('of %+v with a line break (1.21 to 1.23)', () => {
    expect(pairsOf('"m" ml={A:x\ny} n=1')).toEqual(['ml bare {A:x\ny}', 'n bare 1'])
  })
})

describe('a line that is cut', () => {
  test.each<[string, string, string[]]>([
    ['in a string, by a terminal', '"m" a="b" err="no such fi>', ['a quoted b', 'err quoted cut no such fi']],
    ['in a string, without a mark', '"m" err="no such \\"fi', ['err quoted cut no such "fi']],
    ['in an escape', '"m" err="no\\', ['err quoted cut no\\']],
    ['in a struct', '"m" c={A:1 B:2>', ['c bare cut {A:1 B:2']],
    ['in JSON', '"m" c={"a":"b","c>', ['c json cut {"a":"b","c']],
    ['in a bare word', '"m" c=abc>', ['c bare cut abc']],
    ['in a key', '"m" c="abc" ke>', ['c quoted abc']],
    ['in a block', '"m" c=<\n\tone', ['c block cut one']],
  ])('%s', (_, text, pairs) => {
    expect(pairsOf(text)).toEqual(pairs)
    expect(entryOf(text).problems).toEqual([
      { code: 'cut-line', message: 'the entry ends inside a value', line: text.split('\n').length },
    ])
  })

  test('in the message', () => {
    expect(entryOf('"Event occu>')).toMatchObject({ structured: true, message: 'Event occu' })
    expect(entryOf('"Event occu>').problems).toMatchObject([{ code: 'cut-line' }])
  })

  test('but a nil or a type is no cut', () => {
    expect(pairsOf('"m" a=<nil>')).toEqual(['a bare <nil>'])
    expect(entryOf('"m" a=<nil>').problems).toEqual([])
  })
})

test('the last of two values of a key counts, a missing one never', () => {
  const entry = entryOf('"m" a="1" a="2" a="(MISSING)" __proto__="x"')
  expect(textOf(entry, 'a')).toBe('2')
  expect(textOf(entry, 'b')).toBeUndefined()
  expect(textOf(entry, '__proto__')).toBe('x')
})

describe('hostile texts are read in linear time', () => {
  const n = 200_000
  test.each([
    ['quotes', `"m"${' k="'.repeat(n)}`],
    ['brackets', `"m"${' k=['.repeat(n)}`],
    ['JSON that closes late', `"m"${' k=["]"[ ]'.repeat(n)}${']'.repeat(n)}`],
    ['blocks', `"m"${' k=<'.repeat(n)}`],
    ['blanks', `"m" k=${' '.repeat(n)}`],
    ['keys', `"m" k=${' a'.repeat(n)}`],
    ['long keys', `"m" k=${` ${'a'.repeat(n)}`}`],
    ['backslashes', `"${'\\'.repeat(n)}`],
  ])('%s', (_, text) => {
    const start = performance.now()
    expect(parseKlog(HEADER + text)).toHaveLength(1)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
