import type { DumpEvent, Event } from '../../src/record/index.js'
import { PLACES } from './places.js'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What the events say, without where they stand in the log and when they were printed. */
export function factsOf(events: readonly Event[]): Json[] {
  return events.map((event) => without(event as unknown as Json, PLACES))
}

export function without(value: Json, keys: ReadonlySet<string>): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((one: Json) => without(one, keys))
  return Object.fromEntries(
    Object.entries(value as { readonly [key: string]: Json })
      .filter(([key]) => !keys.has(key))
      .map(([key, one]) => [key, without(one, keys)]),
  )
}

/** Values that sum up what was there to read, and so change when less is there. */
const SUMMARIES = new Set(['id', 'completeness', 'problems', 'derived', 'lastLine', 'pageSizeBasis'])
/** What identifies the members of a list of the record. */
const KEYS: readonly (readonly string[])[] = [
  ['pid'],
  ['cgroup'],
  ['zone', 'node'],
  ['sizeBytes', 'node'],
  ['node'],
  ['symbol', 'offset'],
  ['file', 'line'],
  ['cpu'],
  ['name'],
]

export interface Contradiction {
  readonly path: string
  readonly part: Json | undefined
  readonly whole: Json | undefined
}

/**
 * What a record of a part of a dump says that the record of the whole does not: a value that differs, one that the
 * whole has not, a member of a list that is not in the whole's. Silence is no contradiction.
 */
export function contradictions(part: DumpEvent, whole: DumpEvent): Contradiction[] {
  const found: Contradiction[] = []
  const assumed = part.pageSizeBasis === 'assumed' && whole.pageSizeBasis !== 'assumed'
  compare(part as unknown as Json, whole as unknown as Json, '', assumed, found)
  return found
}

function compare(part: Json, whole: Json, path: string, assumed: boolean, found: Contradiction[]): void {
  if (Array.isArray(part)) {
    if (!Array.isArray(whole)) found.push({ path, part, whole })
    else compareLists(part, whole, path, assumed, found)
  } else if (part !== null && typeof part === 'object') {
    if (whole === null || typeof whole !== 'object' || Array.isArray(whole)) found.push({ path, part, whole })
    else compareObjects(part as JsonObject, whole as JsonObject, path, assumed, found)
  } else if (!Object.is(part, whole)) found.push({ path, part, whole })
}

/** `x` of `x\nfoo`. */
function isBeginOfLines(part: Json, whole: Json | undefined): boolean {
  return typeof part === 'string' && typeof whole === 'string' && whole.startsWith(`${part}\n`)
}

type JsonObject = { readonly [key: string]: Json }

function compareObjects(
  part: JsonObject,
  whole: JsonObject,
  path: string,
  assumed: boolean,
  found: Contradiction[],
): void {
  for (const [key, value] of Object.entries(part)) {
    // Which of two lines named the owner or was the end shows only when both are there.
    if (key === 'ownerLine' || key === 'endLine') continue
    // A console prints a line feed in a name as one: the rest of the name, or the line that it begins on, may be cut off.
    if (path === 'trigger' && key === 'line') continue
    if (key === 'comm' && isBeginOfLines(value, whole[key])) continue
    if (SUMMARIES.has(key) && path.split('.').length < 3) continue
    if ((key === 'scope' || key === 'outcome') && value === 'unknown') continue
    if (path === 'at' && key === 'basis' && value === 'none') continue
    // The kernel says that there is nothing to kill, and only then that it panics.
    if (key === 'outcome' && value === 'no-killable-process' && whole[key] === 'panic') continue
    // A page size that is said to be assumed makes every size in bytes that rests on it an assumption.
    if (assumed && /^(?:pageSize|request|totalVm|rss\w*)Bytes$/.test(key) && !path.includes('victims'))
      continue
    const other = whole[key]
    const at = path === '' ? key : `${path}.${key}`
    if (other === undefined) found.push({ path: at, part: value, whole: undefined })
    else compare(value, other, at, assumed, found)
  }
}

/** Each member must be in the whole's list, in its order: the one with the same keys, else one that says the same. */
function compareLists(
  part: readonly Json[],
  whole: readonly Json[],
  path: string,
  assumed: boolean,
  found: Contradiction[],
): void {
  let from = 0
  for (const [index, member] of part.entries()) {
    // The chosen one of a group kill is printed again among the group.
    const anyOrder = path.endsWith('victims')
    const at = whole.findIndex((other, position) => (anyOrder || position >= from) && isSame(member, other))
    if (at < 0) {
      found.push({ path: `${path}[${index}]`, part: member, whole: undefined })
      continue
    }
    from = at + 1
    compare(member, whole[at] as Json, `${path}[${index}]`, assumed, found)
  }
}

function isSame(one: Json, other: Json): boolean {
  if (one === null || typeof one !== 'object' || Array.isArray(one))
    return JSON.stringify(one) === JSON.stringify(other)
  if (other === null || typeof other !== 'object' || Array.isArray(other)) return false
  const [a, b] = [one as JsonObject, other as JsonObject]
  const keys = KEYS.find(([first = '']) => first in a)
  if (keys === undefined) {
    const differing: Contradiction[] = []
    compare(a, b, 'member', false, differing)
    return differing.length === 0
  }
  return keys.every((key) => a[key] === b[key])
}
