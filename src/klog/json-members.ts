import { endOfJson } from './json-value.js'
import { endOfQuote } from './quote.js'

const SEPARATOR = /[\s,:]*/y
const PLAIN = /[^\s,}\]]+/y

/**
 * The members of a JSON object as they are printed, in their order: numbers keep all their digits. The text must be
 * one object that `JSON.parse` takes.
 *
 *     membersOf('{"n":1.50}')   // [['n', '1.50']]
 */
export function membersOf(text: string): (readonly [name: string, value: string])[] {
  const members: (readonly [string, string])[] = []
  let at = text.indexOf('{') + 1
  for (;;) {
    const name = spanAt(text, skip(text, at))
    if (name === undefined || text[name.from] !== '"') return members
    const value = spanAt(text, skip(text, name.to))
    if (value === undefined) return members
    members.push([textOfJson(text.slice(name.from, name.to)), text.slice(value.from, value.to)])
    at = value.to
  }
}

/** A string of JSON as the text that it means. */
export function textOfJson(quoted: string): string {
  const value: unknown = JSON.parse(quoted)
  return typeof value === 'string' ? value : quoted
}

function skip(text: string, at: number): number {
  SEPARATOR.lastIndex = at
  SEPARATOR.test(text)
  return Math.max(at, SEPARATOR.lastIndex)
}

function spanAt(text: string, from: number): { readonly from: number; readonly to: number } | undefined {
  const first = text[from]
  if (first === '"') return whole(from, endOfQuote(text, from))
  if (first === '{' || first === '[') return whole(from, endOfJson(text, from))
  PLAIN.lastIndex = from
  return PLAIN.test(text) ? { from, to: PLAIN.lastIndex } : undefined
}

function whole(from: number, to: number): { readonly from: number; readonly to: number } | undefined {
  return to < 0 ? undefined : { from, to }
}
