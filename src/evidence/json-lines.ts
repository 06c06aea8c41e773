import { endOfString, LINE_FEED, QUOTE } from './json-text.js'
import { ValueLines } from './value-lines.js'

const LONGEST_KEY = 256

interface Open {
  /** The parsed value that these brackets are; nothing where a later key of the same name took its place. */
  readonly value: unknown
  key: string
  index: number
}

/**
 * Where the values of a piece of JSON stand, which JSON.parse does not tell: its text is walked once more beside what was
 * made of it. The text is known to be whole.
 */
export function jsonLines(
  text: string,
  from: number,
  to: number,
  firstLine: number,
  value: unknown,
): ValueLines {
  const found = new ValueLines()
  const open: Open[] = []
  let line = firstLine
  let word = ''
  let inValue = false
  for (let at = from; at <= to; at++) {
    const code = text.charCodeAt(at)
    const inner = open.at(-1)
    if (code === LINE_FEED) line++
    else if (code === QUOTE) {
      const end = endOfString(text, at)
      if (inValue) note(found, inner, line)
      else word = end - at > LONGEST_KEY ? '' : (JSON.parse(text.slice(at, end + 1)) as string)
      inValue = false
      at = end
    } else if (code === 58 /* : */ && inner !== undefined) {
      inner.key = word
      inValue = true
    } else if (code === 44 /* , */) {
      if (inner !== undefined) inner.index++
      inValue = false
    } else if (code === 123 /* { */ || code === 91 /* [ */) {
      open.push({ value: inner === undefined ? value : childOf(inner), key: '', index: 0 })
      inValue = false
    } else if (code === 125 /* } */ || code === 93 /* ] */) {
      open.pop()
      inValue = false
    } else if (inValue && code > 32) {
      note(found, inner, line)
      inValue = false
    }
  }
  return found
}

function note(found: ValueLines, inner: Open | undefined, line: number): void {
  if (inner === undefined || !ValueLines.isAsked(inner.key)) return
  if (typeof inner.value === 'object' && inner.value !== null) found.set(inner.value, inner.key, { line })
}

function childOf({ value, key, index }: Open): unknown {
  if (Array.isArray(value)) return value[index]
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Readonly<Record<string, unknown>>)[key]
}
