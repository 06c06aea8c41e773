import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '../../src/index.js'
import type { DumpEvent } from '../../src/record/index.js'
import { type Case, readLog } from './corpus.js'
import { dumpEvents } from './dump-events.js'
import { PLACES } from './places.js'

/** The expected records of a case: whole for its first file, and for each other file whether it says the same. */
export interface Golden {
  readonly reference: string
  readonly events: readonly unknown[]
  readonly others: Readonly<Record<string, 'same' | readonly unknown[]>>
  readonly framings: Readonly<Record<string, string>>
}

export function goldenOf(one: Case): Golden {
  const [reference = '', ...others] = one.files
  const first = read(one, reference)
  const framings: Record<string, string> = { [reference]: first.framing }
  const told: Golden['others'] = Object.fromEntries(
    others.map((file) => {
      const { events, framing } = read(one, file)
      framings[file] = framing
      const same = JSON.stringify(events.map(withoutPlace)) === JSON.stringify(first.events.map(withoutPlace))
      return [file, same ? 'same' : events]
    }),
  )
  return { reference, events: first.events, others: told, framings }
}

function read(one: Case, file: string): { events: DumpEvent[]; framing: string } {
  const document = parse(readLog(one, file), { name: file })
  return { events: dumpEvents(document), framing: document.inputs[0]?.framing ?? '' }
}

/** A record without what depends on the framing: when, where in the file, which host, and the lines around it. */
export function withoutPlace(record: unknown): unknown {
  if (Array.isArray(record)) return record.map(withoutPlace)
  if (typeof record !== 'object' || record === null) return record
  return Object.fromEntries(
    Object.entries(record)
      .filter(([key]) => !PLACES.has(key) && key !== 'caller')
      .map(([key, value]) => [key, withoutPlace(value)]),
  )
}

export function readGolden({ folder }: Case): Golden | undefined {
  const path = join(folder, 'expected.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Golden) : undefined
}

const WIDTH = 160

/** JSON to be read in a diff: what fits in a line stands in one. */
export function pretty(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (
    flat === undefined ||
    indent.length + flat.length <= WIDTH ||
    typeof value !== 'object' ||
    value === null
  )
    return flat
  const inner = `${indent} `
  if (Array.isArray(value))
    return `[\n${value.map((one) => inner + pretty(one, inner)).join(',\n')}\n${indent}]`
  const rows = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${inner}${JSON.stringify(key)}: ${pretty(one, inner)}`)
  return `{\n${rows.join(',\n')}\n${indent}}`
}
