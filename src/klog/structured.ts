import { P, type Parser, read, shape } from '../grammar/index.js'
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

interface Value extends Omit<KlogPair, 'key'> {
  readonly open?: OpenIn
}

const MISSING = '(MISSING)'
/** Numbers and constants are one line of text; any other bare word may be the first line of a value (1.21 to 1.23). */
const ONE_WORD = /^(?:-?[\d.]{1,32}|true|false|null|<nil>|0x[0-9a-f]{1,16})$/

const key = shape('key', / ([A-Za-z0-9_.-]{1,128})=/, ([, name = '']) => name)

/** A string of `strconv.Quote`; one without an end takes all that is left. */
const quoted: Parser<Value> = P((text, at) => {
  if (text.charCodeAt(at) !== 34) return P.makeFailure(at, 'quote')
  const end = endOfQuote(text, at)
  if (end < 0) {
    const value = unescapeGo(withoutScreenEdge(text.slice(at + 1)))
    return P.makeSuccess(text.length, { value, form: 'quoted', cut: true, open: 'quote' } as const)
  }
  if (!isBoundary(text, end)) return bareFrom(text, at, end)
  const value = unescapeGo(text.slice(at + 1, end - 1))
  return P.makeSuccess(end, { value, form: value === MISSING ? 'missing' : 'quoted' } as const)
})

/** klog 2.60 (1.24) and later: `err=<`, the lines, ` >`. */
const block: Parser<Value> = P((text, at) => {
  const found = blockAt(text, at)
  if (found === undefined) return P.makeFailure(at, 'block')
  const { value, end, whole } = found
  return P.makeSuccess(
    end,
    whole ? { value, form: 'block' } : { value, form: 'block', cut: true, open: 'block' },
  )
})

/** klog 2.100 (1.28) and later print what is no string as JSON. */
const json: Parser<Value> = P((text, at) => {
  if (!startsJson(text, at)) return P.makeFailure(at, 'JSON')
  const end = endOfJson(text, at)
  if (end < 0) {
    const value = withoutScreenEdge(text.slice(at))
    return P.makeSuccess(text.length, { value, form: 'json', cut: true, open: 'json' } as const)
  }
  const value = text.slice(at, end)
  if (!isBoundary(text, end) || !isJson(value)) return bareFrom(text, at, end)
  return P.makeSuccess(end, { value, form: 'json' } as const)
})

/** `%+v`: up to the next key outside of all brackets. */
const bare: Parser<Value> = P((text, at) => bareFrom(text, at, at))

/** A bare value whose beginning, up to `seen`, another form has read: nothing is read twice. */
function bareFrom(text: string, at: number, seen: number): P.Reply<Value> {
  const { end, closed } = endOfBare(text, seen)
  const value = text.slice(at, end)
  if (!closed) {
    const left = withoutScreenEdge(value)
    return P.makeSuccess(end, { value: left, form: 'bare', cut: true, open: 'bracket' } as const)
  }
  if (end < text.length) return P.makeSuccess(end, { value, form: 'bare' } as const)
  if (value.endsWith('>') && !value.includes('<'))
    return P.makeSuccess(end, { value: value.slice(0, -1), form: 'bare', cut: true } as const)
  const whole = ONE_WORD.test(value) || /[\]}]$/.test(value)
  return P.makeSuccess(end, whole ? { value, form: 'bare' } : { value, form: 'bare', open: 'bare' })
}

const pair: Parser<Value & { readonly key: string }> = P.seqMap(
  key,
  P.alt(quoted, block, json, bare),
  (name, value) => ({ key: name, ...value }),
)

const line = P.seq(quoted, pair.many(), P.all)

/**
 * The message and the pairs of a structured text; `undefined` where the text is none (`"kubepods" does not exist`).
 *
 *     parseStructured('"Starting" node="a" n=3')   // { message: 'Starting', pairs: [{ key: 'node', … }, …] }
 */
export function parseStructured(text: string): Structured | undefined {
  if (text.charCodeAt(0) !== 34) return undefined
  const found = read(line, text)
  if (found === undefined) return undefined
  const [message, values, rest] = found
  if (message.form === 'bare' || (rest !== '' && values.length === 0)) return undefined
  const open = values.at(-1)?.open ?? message.open
  return {
    message: message.value,
    pairs: values.map(({ open: _, ...one }) => one),
    ...(open === undefined ? {} : { open }),
    cut: rest !== '' || message.cut === true || values.at(-1)?.cut === true,
  }
}

function isBoundary(text: string, at: number): boolean {
  return at === text.length || text.charCodeAt(at) === 32 || text.charCodeAt(at) === 10
}

/** journalctl on a terminal cuts a line at the width of the screen and writes `>` there. */
function withoutScreenEdge(text: string): string {
  return text.endsWith('>') ? text.slice(0, -1) : text
}
