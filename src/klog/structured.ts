import { P, type Parser, read } from '../grammar/index.js'
import { endOfBare } from './bare-value.js'
import { blockAt } from './block-value.js'
import type { KlogPair } from './entry.js'
import { endOfJson, isJson, startsJson } from './json-value.js'
import { endOfQuote, unescapeGo } from './quote.js'

/** What a text that may go on stopped in: a later line of the same entry can continue it. */
export type OpenIn = 'quote' | 'json' | 'bracket' | 'block' | 'bare'

export interface Structured {
  readonly message: string
  readonly pairs: readonly KlogPair[]
  /** Missing where the text is whole: klog ends it with a line feed. */
  readonly open?: OpenIn
  /** The text ends inside a value, or in a key behind the last one. */
  readonly cut: boolean
}

/** A value and where it ends. */
interface Value {
  readonly value: string
  readonly form: KlogPair['form']
  readonly end: number
  /** Stopped by the end of the text; that can be the next line's to continue. */
  readonly open?: OpenIn
  readonly cut?: true
}

/** What stands behind the message: one primitive, because a kubelet prints five pairs in each line. */
interface Pairs {
  readonly pairs: readonly KlogPair[]
  readonly open: OpenIn | undefined
  readonly cut: boolean
}

const MISSING = '(MISSING)'
/** Numbers and constants are one line of text; any other bare word may be the first line of a value (1.21 to 1.23). */
const ONE_WORD = /^(?:-?[\d.]{1,32}|true|false|null|<nil>|0x[0-9a-f]{1,16})$/
const KEY = / [A-Za-z0-9_.-]{1,128}=/y

/** A string of `strconv.Quote`; one without an end takes all that is left. */
function quotedAt(text: string, at: number): Value | undefined {
  if (text.charCodeAt(at) !== 34) return undefined
  const end = endOfQuote(text, at)
  if (end < 0) {
    const value = unescapeGo(withoutScreenEdge(text.slice(at + 1)))
    return { value, form: 'quoted', end: text.length, cut: true, open: 'quote' }
  }
  if (!isBoundary(text, end)) return bareFrom(text, at, end)
  const value = unescapeGo(text.slice(at + 1, end - 1))
  return { value, form: value === MISSING ? 'missing' : 'quoted', end }
}

/** klog 2.60 (1.24) and later: `err=<`, the lines, ` >`. */
function linesAt(text: string, at: number): Value | undefined {
  if (text.charCodeAt(at) !== 60) return undefined
  const found = blockAt(text, at)
  if (found === undefined) return undefined
  const { value, end, whole } = found
  return whole ? { value, form: 'block', end } : { value, form: 'block', end, cut: true, open: 'block' }
}

/** klog 2.100 (1.28) and later print what is no string as JSON. */
function jsonAt(text: string, at: number): Value | undefined {
  if (!startsJson(text, at)) return undefined
  const end = endOfJson(text, at)
  if (end < 0) {
    const value = withoutScreenEdge(text.slice(at))
    return { value, form: 'json', end: text.length, cut: true, open: 'json' }
  }
  const value = text.slice(at, end)
  if (!isBoundary(text, end) || !isJson(value)) return bareFrom(text, at, end)
  return { value, form: 'json', end }
}

/** `%+v`: up to the next key outside of all brackets. What another form has read, up to `seen`, is not read twice. */
function bareFrom(text: string, at: number, seen: number): Value {
  const { end, closed } = endOfBare(text, seen)
  const value = text.slice(at, end)
  if (!closed) return { value: withoutScreenEdge(value), form: 'bare', end, cut: true, open: 'bracket' }
  if (end < text.length) return { value, form: 'bare', end }
  if (value.endsWith('>') && !value.includes('<'))
    return { value: value.slice(0, -1), form: 'bare', end, cut: true }
  const whole = ONE_WORD.test(value) || /[\]}]$/.test(value)
  return whole ? { value, form: 'bare', end } : { value, form: 'bare', end, open: 'bare' }
}

const quoted: Parser<Value> = P((text, at) => {
  const found = quotedAt(text, at)
  return found === undefined ? P.makeFailure(at, 'quote') : P.makeSuccess(found.end, found)
})

const pairs: Parser<Pairs> = P((text, from) => {
  const found: KlogPair[] = []
  let last: Value | undefined
  let at = from
  for (;;) {
    KEY.lastIndex = at
    if (!KEY.test(text)) break
    const valueFrom = KEY.lastIndex
    last =
      quotedAt(text, valueFrom) ??
      linesAt(text, valueFrom) ??
      jsonAt(text, valueFrom) ??
      bareFrom(text, valueFrom, valueFrom)
    const { value, form } = last
    const key = text.slice(at + 1, valueFrom - 1)
    found.push(last.cut === true ? { key, value, form, cut: true } : { key, value, form })
    at = last.end
  }
  return P.makeSuccess(at, { pairs: found, open: last?.open, cut: last?.cut === true })
})

const line = P.seq(quoted, pairs, P.all)

/**
 * The message and the pairs of a structured text; `undefined` where the text is none (`"kubepods" does not exist`).
 *
 *     parseStructured('"Starting" node="a" n=3')   // { message: 'Starting', pairs: [{ key: 'node', … }, …] }
 */
export function parseStructured(text: string): Structured | undefined {
  if (text.charCodeAt(0) !== 34) return undefined
  const found = read(line, text)
  if (found === undefined) return undefined
  const [message, behind, rest] = found
  if (message.form === 'bare' || (rest !== '' && behind.pairs.length === 0)) return undefined
  const open = behind.open ?? message.open
  return {
    message: message.value,
    pairs: behind.pairs,
    ...(open === undefined ? {} : { open }),
    cut: rest !== '' || message.cut === true || behind.cut,
  }
}

function isBoundary(text: string, at: number): boolean {
  return at === text.length || text.charCodeAt(at) === 32 || text.charCodeAt(at) === 10
}

/** journalctl on a terminal cuts a line at the width of the screen and writes `>` there. */
function withoutScreenEdge(text: string): string {
  return text.endsWith('>') ? text.slice(0, -1) : text
}
