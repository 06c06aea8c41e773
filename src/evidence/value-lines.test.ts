import { describe, expect, test } from 'vitest'
import { Findings } from './findings.js'
import { jsonPieces } from './json-pieces.js'
import { yamlPieces } from './yaml-pieces.js'

type Tree = Record<string, Record<string, unknown>>

const found = () => new Findings('x', 'other')
const inJson = (text: string) =>
  (jsonPieces(text, found()) ?? []).map(({ value, places }) => ({ value: value as Tree, places: places() }))
const inYaml = (text: string) =>
  yamlPieces(text.split('\n'), found()).map(({ value, places }) => ({
    value: value as Tree,
    places: places(),
  }))

/** Where `memory` of the object below `key` stands. */
function memoryOf(
  piece: { value: Tree; places: { of(object: object, key: string): unknown } } | undefined,
  key: string,
) {
  const object = piece?.value[key]
  return object === undefined ? undefined : piece?.places.of(object, 'memory')
}

describe('where the values of JSON stand', () => {
  test('on lines of their own, and all on one', () => {
    const value = {
      labels: { 'a"b': '{"memory": [1,' },
      capacity: { cpu: 2, memory: '4Gi' },
      list: [{ memory: 1 }],
    }
    const [pretty] = inJson(JSON.stringify(value, null, 2))
    expect(memoryOf(pretty, 'capacity')).toEqual({ line: 7 })
    const list = pretty?.value.list as unknown as object[]
    expect(pretty?.places.of(list[0] ?? {}, 'memory')).toEqual({ line: 11 })
    const [one] = inJson(`\n${JSON.stringify(value)}`)
    expect(memoryOf(one, 'capacity')).toEqual({ line: 2 })
  })

  test('the last of equal keys counts, however its name is written', () => {
    expect(memoryOf(inJson('{"a": {\n"memory": 1,\n"mem\\u006fry": 2\n}}')[0], 'a')).toEqual({ line: 3 })
    expect(memoryOf(inJson('{"a": {"memory": 1},\n"a": {\n"memory": 2}}')[0], 'a')).toEqual({ line: 3 })
    expect(memoryOf(inJson('{"a": {\n"memory": {"memory": 1}}}')[0], 'a')).toBeUndefined()
  })

  test('in each item of a list, and with keys that objects have anyway', () => {
    const text =
      '{"kind": "List", "items": [\n{"a": {"memory": "1Gi"}},\n{"__proto__": {\n"memory": 3}, "a": {\n"memory":\n"2Gi"}}]}'
    const pieces = inJson(text)
    expect(pieces.map((piece) => memoryOf(piece, 'a'))).toEqual([{ line: 2 }, { line: 6 }])
    expect(Object.hasOwn(Object.prototype, 'memory')).toBe(false)
  })
})

describe('where the values of YAML stand', () => {
  test('with the spelling of numbers, in documents and in items', () => {
    const text =
      'a:\n  cpu: 1\n  memory: 1e3\n---\nkind: List\nitems:\n- a:\n    memory: 4Gi\n- a: {memory: 0x10}\n'
    expect(inYaml(text).map((piece) => memoryOf(piece, 'a'))).toEqual([
      { line: 3, text: '1e3' },
      { line: 8 },
      { line: 9, text: '0x10' },
    ])
  })

  test('a text over several lines has no line', () => {
    const [piece] = inYaml(
      "a:\n  message: low on memory,\n    available 1Ki\n  memory: '1'\nb: &x\n  memory: 7\nc: *x\n",
    )
    expect(piece?.places.of(piece.value.a ?? {}, 'message')).toBeUndefined()
    expect(memoryOf(piece, 'a')).toEqual({ line: 4 })
    expect(memoryOf(piece, 'c')).toEqual({ line: 6, text: '7' })
  })
})
