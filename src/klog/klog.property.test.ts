import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatQuantity,
  parseGoDuration,
  parseGoValue,
  parseKlog,
  parseQuantity,
  quantityOfStruct,
  quantityToBytes,
  unquoteGo,
} from './index.js'

/** `strconv.Quote`, for text without lone surrogates. */
function quote(text: string): string {
  const body = text.replace(/[\\"]/g, '\\$&').replace(/[\x00-\x1f\x7f]/g, (one) => {
    const code = one.charCodeAt(0).toString(16).padStart(2, '0')
    return { '\n': '\\n', '\t': '\\t', '\r': '\\r' }[one] ?? `\\x${code}`
  })
  return `"${body.replaceAll('\u00a0', '\\u00a0').replaceAll('\u{1f642}', '\\U0001f642')}"`
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '\n', '=', ' ', '{', ']', 'k', '\u00a0', '\u{1f642}', '\t', '>', '<'),
  }),
)

test('unquoting undoes quoting', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(unquoteGo(quote(one))).toBe(one)
    }),
  )
})

test('what klog prints is read back', () => {
  const pair = fc.tuple(
    fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/),
    text.filter((one) => one !== '(MISSING)'),
  )
  fc.assert(
    fc.property(text, fc.array(pair, { maxLength: 5 }), (message, pairs) => {
      const line = `I1123 18:06:06.503659   30938 server.go:42] ${[quote(message), ...pairs.map(([key, value]) => `${key}=${quote(value)}`)].join(' ')}`
      const [entry, ...others] = parseKlog(line)
      expect(others).toEqual([])
      expect(entry).toMatchObject({ structured: true, message, problems: [], raw: line })
      expect(entry?.pairs).toEqual(pairs.map(([key, value]) => ({ key, value, form: 'quoted' })))
    }),
  )
})

test('no text makes a parser throw', () => {
  const parts = fc.constantFrom(
    'I1123 18:06:06.503659   30938 server.go:42] ',
    'Nov 23 19:06:06 node-a kubelet[7]: ',
    '{"ts":1795457166823.5,"msg":"m","v":0,',
    'time="x" level=info msg="',
    ' component=kubelet',
    'Log file created at: 2026/11/23 19:24:43',
    '"m" ',
    ' err=<\n\t',
    '\n > ',
    ' a={',
    '["',
    '}',
    'map[',
    ':',
    '\\',
    '"',
    '\n',
    '1.5',
    'Ki',
    'e9',
    '{i:{value:',
  )
  const hostile = fc.array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 30 })
  fc.assert(
    fc.property(hostile, (pieces) => {
      const one = pieces.join('')
      for (const entry of parseKlog(one, { year: 2026, timezone: 'Europe/Berlin' })) {
        expect(entry.lastLine).toBeGreaterThanOrEqual(entry.firstLine)
        expect(entry.firstLine).toBeGreaterThan(0)
      }
      quantityOfStruct(parseGoValue(one))
      for (const parse of [unquoteGo, parseQuantity, quantityToBytes, parseGoDuration]) parse(one)
    }),
    { numRuns: 500 },
  )
})

test('formatting an amount and reading it gives the amount', () => {
  const bytes = fc.oneof(
    fc.maxSafeInteger(),
    fc.integer({ min: -8000, max: 8000 }).map((n) => n * 2 ** 30),
  )
  fc.assert(
    fc.property(bytes, fc.constantFrom('BinarySI', 'DecimalSI'), (amount, format) => {
      expect(quantityToBytes(formatQuantity(amount, format))).toBe(amount)
    }),
  )
})

test('a whole number with a suffix is that number times the suffix', () => {
  const sizes = {
    n: 1n,
    u: 1000n,
    m: 10n ** 6n,
    '': 10n ** 9n,
    k: 10n ** 12n,
    Ki: 1024n * 10n ** 9n,
    Gi: 2n ** 30n * 10n ** 9n,
  }
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(...Object.entries(sizes)), (count, [suffix, nanos]) => {
      expect(parseQuantity(`${count}${suffix}`)).toMatchObject({ ok: true, nanos: BigInt(count) * nanos })
    }),
  )
})
