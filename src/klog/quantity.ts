import type { Problem } from '../record/index.js'
import type { GoValue } from './go-tree.js'
import { goTextAt, goValueAt } from './go-value.js'

/** Which family of suffixes an amount has: `Ki`, `k`, `e3`. */
export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent'

/** An amount as Kubernetes writes it. */
export interface Quantity {
  readonly ok: true
  /** In billionths, exact: Kubernetes rounds what is finer away from zero when it reads it, and so does this. */
  readonly nanos: bigint
  readonly format: QuantityFormat
  /** In whole units (bytes of memory), rounded away from zero as Kubernetes does; absent above 2^53 - 1. */
  readonly bytes?: number
}

/** Why a text is no amount. */
export interface NoQuantity {
  readonly ok: false
  readonly problem: Problem
}

interface Suffix {
  readonly base: 2n | 10n
  readonly exponent: number
  readonly format: QuantityFormat
}

const NUMBER = /^([+-]?)(\d{0,64})(?:\.(\d{0,64}))?([A-Za-z]{0,2})([+-]?\d{0,3})$/

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const SUFFIXES: ReadonlyMap<string, Suffix> = new Map<string, Suffix>([
  ...DECIMAL.map((name, at): [string, Suffix] => [name, ten(3 * at - 9, 'DecimalSI')]),
  ...BINARY.map((name, at): [string, Suffix] => [
    name,
    { base: 2n, exponent: 10 * (at + 1), format: 'BinarySI' },
  ]),
])

/** Kubernetes keeps amounts in 64 bits: above, it takes another one in silence. */
const MOST = (2n ** 63n - 1n) * 10n ** 9n

/**
 * An amount of Kubernetes, exactly.
 *
 *     parseQuantity('1.5Gi')   // { ok: true, nanos: 1610612736000000000n, format: 'BinarySI', bytes: 1610612736 }
 *     parseQuantity('1GB')     // { ok: false, problem: { code: 'quantity-syntax', … } }
 */
export function parseQuantity(text: string): Quantity | NoQuantity {
  const [, sign = '', whole = '', fraction = '', unit = '', exponent = ''] = NUMBER.exec(text) ?? []
  const suffix = suffixOf(unit, exponent)
  if (suffix === undefined || whole + fraction === '') return wrong(text)
  const digits = BigInt(whole + fraction)
  return quantity(sign === '-' ? -digits : digits, -fraction.length, suffix, text)
}

/**
 * The bytes of an amount, rounded up as Kubernetes does; `undefined` (and a problem, where a list is given) for what is
 * no amount or is not exact in a double.
 *
 *     quantityToBytes('0.1Ki')   // 103
 */
export function quantityToBytes(text: string, problems?: Problem[]): number | undefined {
  const found = parseQuantity(text)
  if (!found.ok) problems?.push(found.problem)
  else if (found.bytes === undefined) problems?.push(outOfRange(text).problem)
  return found.ok ? found.bytes : undefined
}

/**
 * The amount of a `resource.Quantity` that `%+v` printed: `{i:{value:100 scale:-3} d:{Dec:<nil>} s:100m Format:DecimalSI}`.
 *
 * Where `Dec` is an address the amount lies behind it and `value` means nothing: only the text of `s:` can tell it then.
 */
export function quantityOfStruct(value: GoValue | undefined): Quantity | NoQuantity {
  const dec = goTextAt(value, 'd', 'Dec')
  const text = goTextAt(value, 's')
  if (goValueAt(value, 'd')?.kind !== 'struct' || dec === undefined) return unknown('no quantity was printed')
  if (dec !== '<nil>') return text ? parseQuantity(text) : unknown('the amount lies behind a pointer')
  const units = goTextAt(value, 'i', 'value') ?? ''
  const scale = goTextAt(value, 'i', 'scale') ?? ''
  const format = goTextAt(value, 'Format')
  if (!/^-?\d{1,19}$/.test(units) || !/^-?\d{1,2}$/.test(scale)) return unknown('the amount is cut')
  return quantity(BigInt(units), 0, ten(Number(scale), formatOf(format)), `${units}e${scale}`)
}

function suffixOf(unit: string, exponent: string): Suffix | undefined {
  if (exponent === '') return SUFFIXES.get(unit)
  const isExponent = (unit === 'e' || unit === 'E') && /\d/.test(exponent)
  return isExponent ? ten(Number(exponent), 'DecimalExponent') : undefined
}

function ten(exponent: number, format: QuantityFormat): Suffix {
  return { base: 10n, exponent, format }
}

/** `digits` · 10^`scale` · the suffix. */
function quantity(digits: bigint, scale: number, suffix: Suffix, text: string): Quantity | NoQuantity {
  const tens = 9 + scale + (suffix.base === 10n ? suffix.exponent : 0)
  const units = suffix.base === 2n ? digits * 2n ** BigInt(suffix.exponent) : digits
  const nanos = tens >= 0 ? units * 10n ** BigInt(tens) : divideUp(units, 10n ** BigInt(-tens))
  if (nanos > MOST || nanos < -MOST) return outOfRange(text)
  const bytes = Number(divideUp(nanos, 10n ** 9n))
  const found = { ok: true, nanos, format: suffix.format } as const
  return Number.isSafeInteger(bytes) ? { ...found, bytes } : found
}

/** Division that rounds away from zero. */
function divideUp(value: bigint, by: bigint): bigint {
  const result = value / by
  if (value % by === 0n) return result
  return value > 0n ? result + 1n : result - 1n
}

function formatOf(name: string | undefined): QuantityFormat {
  return name === 'BinarySI' || name === 'DecimalExponent' ? name : 'DecimalSI'
}

function wrong(text: string): NoQuantity {
  const message = `"${text.slice(0, 64)}" is no quantity`
  return { ok: false, problem: { code: 'quantity-syntax', message } }
}

function unknown(message: string): NoQuantity {
  return { ok: false, problem: { code: 'quantity-unknown', message } }
}

function outOfRange(text: string): NoQuantity {
  const message = `"${text.slice(0, 64)}" is out of range`
  return { ok: false, problem: { code: 'number-out-of-range', message } }
}
