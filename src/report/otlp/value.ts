import { visible } from '../visible.js'

/** A value of opentelemetry.proto.common.v1 in its JSON form: proto3 writes integers of 64 bits as text. */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }

export interface KeyValue {
  readonly key: string
  readonly value: AnyValue
}

export type Plain = string | number | boolean | readonly (string | number)[] | undefined

/**
 *     anyValue(4096)   // { intValue: '4096' }
 *
 * Texts are made visible: what is no UTF-8 may not be in a message of Protocol Buffers.
 */
export function anyValue(value: Exclude<Plain, undefined>): AnyValue {
  if (typeof value === 'string') return { stringValue: visible(value) }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  return { arrayValue: { values: value.map(anyValue) } }
}

/** What was not read has no attribute. */
export function attributes(plain: Readonly<Record<string, Plain>>): KeyValue[] {
  return Object.entries(plain).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValue(value) }],
  )
}
