import { GoReader } from './go-reader.js'
import type { GoValue } from './go-tree.js'

/**
 * The tree of a value that `%+v` printed. Never throws: what has no shape of its own is a scalar.
 *
 *     parseGoValue('{Name:a Limits:map[cpu:1 memory:2Gi]}')
 *     // { kind: 'struct', fields: Map { 'Name' => { kind: 'scalar', text: 'a' }, 'Limits' => … } }
 *
 * `%+v` does not quote: a text that holds ` Name:` reads as two fields, and the items of a list end at each blank.
 */
export function parseGoValue(text: string): GoValue {
  return new GoReader(text).read()
}

/** What stands at a path of field names and map keys. */
export function goValueAt(value: GoValue | undefined, ...path: readonly string[]): GoValue | undefined {
  let found = value
  for (const name of path) {
    if (found?.kind === 'struct') found = found.fields.get(name)
    else if (found?.kind === 'map') found = found.entries.get(name)
    else return undefined
  }
  return found
}

/** The text of a scalar that stands whole at a path. */
export function goTextAt(value: GoValue | undefined, ...path: readonly string[]): string | undefined {
  const found = goValueAt(value, ...path)
  return found?.kind === 'scalar' && found.cut === undefined ? found.text : undefined
}
