import { type GoValue, parseGoValue } from '../klog/index.js'
import { parseJson } from './json.js'

const DEEPEST = 64

/** A value as `%+v` (until 1.27) or as JSON (from 1.28 on), as one kind of tree. JSON that is cut has none. */
export function printedValue(text: string): GoValue | undefined {
  if (!text.startsWith('{"') && text !== '{}') return parseGoValue(text)
  const json = parseJson(text)
  return json === undefined ? undefined : treeOf(json, 0)
}

function treeOf(json: unknown, depth: number): GoValue {
  if (typeof json === 'string') return { kind: 'scalar', text: json }
  if (json === null || depth > DEEPEST) return { kind: 'scalar', text: '<nil>' }
  if (Array.isArray(json)) return { kind: 'list', items: json.map((item) => treeOf(item, depth + 1)) }
  if (typeof json !== 'object') return { kind: 'scalar', text: String(json) }
  const fields = new Map<string, GoValue>()
  for (const [name, value] of Object.entries(json)) fields.set(name, treeOf(value, depth + 1))
  return { kind: 'struct', fields }
}

/** The members of a struct or a map; none where nothing is (`map[]`, `null`, `{}`); `undefined` where it is cut. */
export function membersOf(value: GoValue | undefined): ReadonlyMap<string, GoValue> | undefined {
  if (value === undefined || value.cut === true) return undefined
  if (value.kind === 'struct') return value.fields
  if (value.kind === 'map') return value.entries
  return value.kind === 'scalar' && value.text === '<nil>' ? new Map() : undefined
}
