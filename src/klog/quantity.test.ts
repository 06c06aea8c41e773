import { describe, expect, test } from 'vitest'
import type { Problem } from '../record/index.js'
import { formatQuantity, parseGoDuration, parseQuantity, quantityToBytes } from './index.js'
import { formatNanos } from './quantity-format.js'

describe('an amount in bytes', () => {
  test.each([
    ['0', 0],
    ['700Mi', 734003200],
    ['1Ki', 1024],
    ['1Ti', 1099511627776],
    ['1Pi', 1125899906842624],
    ['1k', 1000],
    ['1M', 1e6],
    ['1G', 1e9],
    ['1T', 1e12],
    ['1P', 1e15],
    ['1E3', 1000],
    ['1e3', 1000],
    ['1e+3', 1000],
    ['123e-2', 2],
    ['1.5Gi', 1610612736],
    ['0.5Mi', 524288],
    ['.5Ki', 512],
    ['1.Ki', 1024],
    ['+5', 5],
    ['-5Ki', -5120],
    ['007', 7],
    ['0.1Ki', 103],
    ['1500m', 2],
    ['-1500m', -2],
    ['1n', 1],
    ['1u', 1],
    ['1e-12', 1],
    ['0e999', 0],
    ['9007199254740991', 9007199254740991],
  ])('%s is %d', (text, bytes) => {
    expect(quantityToBytes(text)).toBe(bytes)
  })

  test.each([
    '',
    ' 1',
    '1 ',
    '1K',
    '1g',
    '1GB',
    '1ki',
    '1KI',
    '1e',
    '1E+',
    '1+3',
    '1Ki5',
    '1.2.3',
    '.',
    '-',
    '+.',
    'Mi',
    '--1',
    '0x10',
    '1,5',
    '١',
    '1\n',
    'NaN',
    '<nil>',
  ])('%j is none', (text) => {
    const problems: Problem[] = []
    expect(parseQuantity(text)).toMatchObject({ ok: false, problem: { code: 'quantity-syntax' } })
    expect(quantityToBytes(text, problems)).toBeUndefined()
    expect(problems).toMatchObject([{ code: 'quantity-syntax' }])
  })

  // Kubernetes itself takes another amount for the first three.
  test.each(['8Ei', '9223372036854775808', '10E', '1e999', '99999999999999999999999999'])(
    '%s is out of range',
    (text) => {
      expect(parseQuantity(text)).toMatchObject({ ok: false, problem: { code: 'number-out-of-range' } })
    },
  )

  test('that a double does not hold is exact in billionths only', () => {
    const problems: Problem[] = []
    expect(parseQuantity('9223372036854775807')).toEqual({
      ok: true,
      nanos: 9223372036854775807n * 10n ** 9n,
      format: 'DecimalSI',
    })
    expect(quantityToBytes('1E', problems)).toBeUndefined()
    expect(quantityToBytes('7Ei', problems)).toBeUndefined()
    expect(problems.map(({ code }) => code)).toEqual(['number-out-of-range', 'number-out-of-range'])
  })

  test('keeps its form', () => {
    expect(parseQuantity('1.5Gi')).toEqual({
      ok: true,
      nanos: 1610612736n * 10n ** 9n,
      format: 'BinarySI',
      bytes: 1610612736,
    })
    expect(parseQuantity('1E')).toMatchObject({ format: 'DecimalSI', nanos: 10n ** 27n })
    expect(parseQuantity('1E3')).toMatchObject({ format: 'DecimalExponent' })
    expect(parseQuantity('100m')).toMatchObject({ format: 'DecimalSI', nanos: 10n ** 8n })
    expect(parseQuantity('1e-10')).toMatchObject({ nanos: 1n })
  })
})

describe('the canonical form', () => {
  test.each<[string, string]>([
    ['1.5Gi', '1536Mi'],
    ['1024Mi', '1Gi'],
    ['0.5Mi', '512Ki'],
    ['1500m', '1500m'],
    ['1073741824', '1073741824'],
    ['100M', '100M'],
    ['1000', '1k'],
    ['0.1Ki', '102400m'],
    ['1.1Ki', '1126400m'],
    ['1000e3', '1e6'],
    ['1e0', '1'],
    ['0', '0'],
    ['0Ki', '0'],
    ['-1024Ki', '-1Mi'],
  ])('of %s is %s', (text, canonical) => {
    const found = parseQuantity(text)
    expect(found.ok && formatNanos(found.nanos, found.format)).toBe(canonical)
  })

  test.each<[number | bigint, 'BinarySI' | 'DecimalSI', string]>([
    [3973447680, 'BinarySI', '3880320Ki'],
    [10485760000, 'BinarySI', '10000Mi'],
    [1536, 'BinarySI', '1536'],
    [1000, 'BinarySI', '1k'],
    [1024, 'BinarySI', '1Ki'],
    [-1024, 'BinarySI', '-1Ki'],
    [0, 'BinarySI', '0'],
    [734003200, 'DecimalSI', '734003200'],
    [4_000_000_000, 'DecimalSI', '4G'],
    [2n ** 62n, 'BinarySI', '4Ei'],
  ])('of %d bytes as %s is %s', (bytes, format, text) => {
    expect(formatQuantity(bytes, format)).toBe(text)
  })

  test.each([0.5, Number.NaN, 2 ** 53])('of %d is none', (bytes) => {
    expect(() => formatQuantity(bytes, 'BinarySI')).toThrow(RangeError)
  })
})

describe('a duration', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['0s', 0],
    ['1m30s', 90_000],
    ['1h2m3.5s', 3_723_500],
    ['100ms', 100],
    ['1.5µs', 0.0015],
    ['1.5μs', 0.0015],
    ['2us', 0.002],
    ['1ns', 0.000001],
    ['1.9ns', 0.000001],
    ['-1.5h', -5_400_000],
    ['+5s', 5000],
    ['.5s', 500],
    ['5.s', 5000],
    ['2540400h10m10s', 9_145_440_610_000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseGoDuration(text)).toBe(ms)
  })

  test.each([
    '',
    '1',
    's',
    '.s',
    '1 s',
    '1m 30s',
    '1d',
    '1S',
    '--1s',
    '1s!',
    '3000000h',
    '9'.repeat(30),
    `${'1s'.repeat(200)}`,
  ])('%s is none', (text) => {
    expect(parseGoDuration(text)).toBeUndefined()
  })
})
