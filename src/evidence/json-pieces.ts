import type { Findings } from './findings.js'
import { jsonLines } from './json-lines.js'
import { endOfString, LINE_FEED, QUOTE } from './json-text.js'
import type { ValueLines } from './value-lines.js'

/** One object of a file, and its lines. */
export interface Piece {
  readonly value: unknown
  readonly firstLine: number
  readonly lastLine: number
  /** Where its values stand; of JSON it is found only when it is asked for. */
  readonly places: () => ValueLines
  /** `NodeList`: what the list is a list of, where its items do not say it (must-gather, `kubectl get --raw`). */
  readonly listKind?: string
}

interface Span {
  readonly from: number
  readonly firstLine: number
}

/**
 * The objects of a text in JSON: each item of a list is one, and several documents can follow each other. A text that is
 * cut gives the items that are whole. Nothing when there is other text between the documents.
 */
export function jsonPieces(text: string, found: Findings): Piece[] | undefined {
  const pieces: Piece[] = []
  let items: Piece[] = []
  let line = 1
  let depth = 0
  let document: Span | undefined
  let item: Span | undefined
  /** The list `items` of the document is open: its elements are two brackets deep. */
  let inItems = false
  let hasItems = false
  let key = ''
  let word = ''
  let kind = ''
  for (let at = 0; at < text.length; at++) {
    if (depth === 0 && !/[\s{]/.test(text[at] ?? '')) return undefined
    switch (text.charCodeAt(at)) {
      case LINE_FEED:
        line++
        break
      case QUOTE: {
        const end = endOfString(text, at)
        if (depth === 1) {
          word = end - at > 64 ? '' : text.slice(at + 1, end)
          if (key === 'kind') kind = word
        }
        at = end
        break
      }
      case 58: // :
        if (depth === 1) key = word
        break
      case 44: // ,
        if (depth === 1) key = ''
        break
      case 123: // {
      case 91: // [
        if (depth === 0) document = { from: at, firstLine: line }
        if (depth === 1 && key === 'items' && text[at] === '[') {
          inItems = true
          hasItems = true
        }
        if (depth === 2 && inItems) item = { from: at, firstLine: line }
        depth++
        break
      case 125: // }
      case 93: // ]
        depth--
        if (depth === 2 && item !== undefined) {
          keep(items, text, item, at, line, found)
          item = undefined
          if (found.isFull) return pieces
        } else if (depth === 1) inItems = false
        else if (depth === 0 && document !== undefined) {
          if (hasItems) addItems(pieces, items, kind)
          else keep(pieces, text, document, at, line, found)
          document = undefined
          items = []
          hasItems = false
          kind = ''
        }
    }
  }
  if (depth > 0) {
    found.problem('json-damaged', 'the text ends inside an object', document?.firstLine ?? line)
    addItems(pieces, items, kind)
  }
  return pieces
}

/** The kind of a list can stand behind its items. */
function addItems(pieces: Piece[], items: readonly Piece[], kind: string): void {
  for (const item of items) pieces.push(kind === '' ? item : { ...item, listKind: kind })
}

function keep(
  into: Piece[],
  text: string,
  { from, firstLine }: Span,
  to: number,
  line: number,
  found: Findings,
) {
  try {
    const value: unknown = JSON.parse(text.slice(from, to + 1))
    const places = () => jsonLines(text, from, to, firstLine, value)
    into.push({ value, firstLine, lastLine: line, places })
  } catch {
    found.problem('json-damaged', 'an object that is no JSON', firstLine)
  }
}
