import type { KlogEntry, KlogPair } from './entry.js'
import { membersOf, textOfJson } from './json-members.js'

/** What one object of `--logging-format=json` says. */
export interface JsonParts {
  readonly severity: KlogEntry['severity']
  readonly structured: boolean
  readonly message: string
  readonly pairs: readonly KlogPair[]
  readonly stamp: string
  readonly epochMs: number
  readonly file?: string
  readonly line?: number
}

const OWN = new Set(['ts', 'msg', 'v', 'caller'])
const CALLER = /^(.{1,256}):(\d{1,7})$/

/** `ts` is in milliseconds; zap's own default, which other programs have, is seconds. */
const LEAST_TS = 1e11
const MOST_TS = 8.64e15

/** An object of klog's JSON format; `undefined` for all other JSON. */
export function readJson(text: string): JsonParts | undefined {
  if (text.charCodeAt(0) !== 123 || !text.includes('"ts":')) return undefined
  if (!isObjectOfKlog(text)) return undefined
  const own = new Map<string, string>()
  const pairs: KlogPair[] = []
  for (const [name, value] of membersOf(text)) {
    if (OWN.has(name)) own.set(name, value)
    else pairs.push({ key: name, ...valueOfJson(value) })
  }
  const stamp = own.get('ts') ?? ''
  const printed = textOfJson(own.get('msg') ?? '""')
  // 1.19 to 1.21 keep the line feed of an unstructured message; later ones cannot be told from structured ones.
  const structured = !printed.endsWith('\n')
  const isError = pairs.some(({ key }) => key === 'err') || !own.has('v')
  return {
    severity: isError ? 'error' : 'info',
    structured,
    message: structured ? printed : printed.slice(0, -1),
    pairs,
    stamp,
    epochMs: Number(stamp),
    ...callerOf(own.get('caller')),
  }
}

function isObjectOfKlog(text: string): boolean {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return false
  }
  if (typeof value !== 'object' || value === null) return false
  const { ts, msg } = value as Readonly<Record<string, unknown>>
  if (typeof ts !== 'number' || ts < LEAST_TS || ts > MOST_TS || typeof msg !== 'string') return false
  return ['v', 'caller', 'err'].some((name) => Object.hasOwn(value, name))
}

function valueOfJson(printed: string): Omit<KlogPair, 'key'> {
  const first = printed[0]
  if (first === '"') return { value: textOfJson(printed), form: 'quoted' }
  return { value: printed, form: first === '{' || first === '[' ? 'json' : 'bare' }
}

function callerOf(caller: string | undefined): { file?: string; line?: number } {
  const groups = caller === undefined ? null : CALLER.exec(textOf(caller))
  return groups === null ? {} : { file: groups[1] ?? '', line: Number(groups[2]) }
}

function textOf(printed: string): string {
  return printed.startsWith('"') ? textOfJson(printed) : printed
}
