import { describe, expect, it } from 'vitest'
import { STARTERS, WAITERS } from '../diagnosis/rules/limit/runtime-processes.js'
import { eventSchema, inputSchema, problemSchema } from '../record/index.js'
import { MAPS, treatmentOf } from './keys.js'
import { FakePrograms } from './programs.js'

interface Shape {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly additionalProperties?: Shape | boolean
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
}

interface Found {
  readonly type: string
  readonly parent: string
  readonly key: string
  /** Any text, and no closed list. */
  readonly isFree: boolean
  readonly isMap: boolean
}

/** Every string and every map of a schema, with the place where it stands. */
function stringsOf(shape: Shape, place: { type: string; parent: string; key: string }): Found[] {
  const { type, properties, additionalProperties, items, anyOf, oneOf } = shape
  const found: Found[] = []
  if (type === 'string') {
    const isFree = shape.const === undefined && shape.enum === undefined
    found.push({ ...place, isFree, isMap: false })
  }
  for (const one of [...(anyOf ?? []), ...(oneOf ?? [])]) found.push(...stringsOf(one, place))
  if (items !== undefined) found.push(...stringsOf(items, place))
  if (typeof additionalProperties === 'object') {
    found.push({ ...place, isFree: true, isMap: true })
    for (const [key, one] of Object.entries(additionalProperties.properties ?? {}))
      found.push(...stringsOf(one, { type: place.type, parent: place.key, key }))
  }
  for (const [key, one] of Object.entries(properties ?? {}))
    found.push(...stringsOf(one, { type: place.type, parent: place.key, key }))
  return found
}

const RECORDS: readonly (readonly [string, Shape])[] = [
  ...eventSchema.options.map((option) => [option.shape.type.value, option.toJSONSchema() as Shape] as const),
  ['inputs', inputSchema.toJSONSchema() as Shape],
  ['problems', problemSchema.toJSONSchema() as Shape],
]

describe.each(RECORDS)('the strings of %s', (type, shape) => {
  const found = stringsOf(shape, { type, parent: type, key: type })

  it('are there', () => {
    expect(found.length).toBeGreaterThan(1)
  })

  it('are decided, each of them', () => {
    const open = found.filter(({ isMap, parent, key }) =>
      isMap ? !MAPS.has(key) : treatmentOf(type, parent, key) === undefined,
    )
    expect(open.map(({ parent, key }) => `${parent}.${key}`)).toEqual([])
  })

  it('pass as they are only where this program writes them', () => {
    const OWN = new Set(['id', 'orderUncertain', 'code', 'kinds', 'compression', 'reason'])
    const passed = found.filter(
      ({ isFree, isMap, parent, key }) => isFree && !isMap && treatmentOf(type, parent, key) === 'own',
    )
    expect(passed.map(({ key }) => key).filter((key) => !OWN.has(key))).toEqual([])
  })

  it('of closed lists pass as they are', () => {
    const changed = found.filter(
      ({ isFree, parent, key }) => !isFree && treatmentOf(type, parent, key) !== 'own',
    )
    expect(changed.map(({ parent, key }) => `${parent}.${key}`)).toEqual([])
  })
})

it('a key that nobody has decided is not shown', () => {
  expect(treatmentOf('oom', 'oom', 'nickname')).toBeUndefined()
  expect(treatmentOf('oom', 'oom', '__proto__')).toBeUndefined()
  expect(treatmentOf('oom', 'oom', 'constructor')).toBeUndefined()
})

it('the programs that rules ask for keep their names', () => {
  const programs = new FakePrograms()
  for (const name of [...STARTERS, ...WAITERS, 'pause', 'conmon']) expect(programs.of(name)).toBe(name)
})
