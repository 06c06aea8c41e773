import { parseDocument, visit } from 'yaml'
import type { Findings } from './findings.js'
import type { Piece } from './json-pieces.js'
import { YamlLines } from './yaml-lines.js'

/** A document of this size takes the library seconds and some hundred MB; lists are read item by item. */
const LARGEST = 8 * 1024 * 1024
/** Each flow bracket is a call inside the library; kubectl prints hardly any. */
const DEEPEST = 64
/** Each alias is looked up by walking through the document; kubectl prints none. */
const MOST_ALIASES = 100

/**
 * The objects of a text in YAML. Documents are cut at `---`, and a list at its items, before anything is parsed: an item
 * that is damaged costs the others nothing, and the memory that a bundle of pods takes is that of its largest pod.
 */
export function yamlPieces(lines: readonly string[], found: Findings): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (let at = 0; at <= lines.length; at++) {
    const line = lines[at]
    if (line !== undefined && !/^(?:---|\.\.\.)(?:\s|$)/.test(line)) continue
    readDocument(lines, from, at, pieces, found)
    from = at + 1
  }
  return pieces
}

function readDocument(
  lines: readonly string[],
  from: number,
  to: number,
  into: Piece[],
  found: Findings,
): void {
  let header = -1
  let kind = ''
  for (let at = from; at < to; at++) {
    const line = lines[at] ?? ''
    if (/^items:\s*$/.test(line)) header = at
    kind = /^kind: *["']?(\w{1,64})/.exec(line)?.[1] ?? kind
  }
  if (header < 0) {
    const piece = parsed(lines, from, to, found)
    if (piece !== undefined) into.push(piece)
    return
  }
  const dash = /^( *)- /.exec(lines[header + 1] ?? '')?.[0]
  if (dash === undefined) return
  let start = header + 1
  for (let at = header + 2; at <= to; at++) {
    const line = lines[at] ?? ''
    // The list ends with the first key that is not further in than its dashes.
    const ended = at === to || isOutside(line, dash.length - 2)
    if (!ended && !line.startsWith(dash)) continue
    if (found.isFull) return
    const piece = parsed(lines, start, at, found)
    const [value] = Array.isArray(piece?.value) ? (piece.value as unknown[]) : []
    if (piece !== undefined) into.push({ ...piece, value, ...(kind === '' ? {} : { listKind: kind }) })
    if (ended) return
    start = at
  }
}

function isOutside(line: string, indent: number): boolean {
  const first = line.search(/\S/)
  return first >= 0 && first <= indent && line[first] !== '-' && line[first] !== '#'
}

function parsed(lines: readonly string[], from: number, to: number, found: Findings): Piece | undefined {
  const text = lines.slice(from, to).join('\n')
  if (text.trim() === '') return undefined
  if (text.length > LARGEST) {
    found.problem('yaml-too-large', `a document of ${text.length} characters is not read`, from + 1)
    return undefined
  }
  if (depthOf(text) > DEEPEST) {
    found.problem('yaml-damaged', 'brackets that are nested too deeply', from + 1)
    return undefined
  }
  const places = new YamlLines()
  const value = documentOf(text, from + 1, places)
  if (value === undefined) {
    found.problem('yaml-damaged', 'a document that is no YAML', from + 1)
    return undefined
  }
  let last = to
  while (last > from + 1 && lines[last - 1]?.trim() === '') last--
  return { value, firstLine: from + 1, lastLine: last, places: () => places.found }
}

function documentOf(text: string, firstLine: number, places: YamlLines): unknown {
  try {
    // To find keys that stand twice, the library compares each with each.
    const document = parseDocument(text, {
      uniqueKeys: false,
      logLevel: 'error',
      lineCounter: places.counter,
    })
    let aliases = 0
    visit(document, {
      Alias: () => (++aliases > MOST_ALIASES ? visit.BREAK : undefined),
    })
    if (document.errors.length > 0 || aliases > MOST_ALIASES) return undefined
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
    places.walk(document, value, firstLine)
    return value
  } catch {
    // Too many levels for the stack, or aliases that would make a small text large.
    return undefined
  }
}

/** An upper bound of how deep the flow collections lie; those in strings are counted too, which does no harm. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const char of text) {
    if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth)
    else if ((char === '}' || char === ']') && depth > 0) depth--
  }
  return deepest
}
