import { describe, expect, it } from 'vitest'
import { API, event } from './events.fixture.js'
import { bracketed, inWords, lineAt, printedAt } from './printed.js'

const node = event('node-allocatable', API, '10:00:00', {
  node: 'node-a',
  lines: { allocatableBytes: 16 },
  printed: { allocatableBytes: '31273800Ki' },
})
const first = node.source.firstLine

describe('an amount of a record', () => {
  it('has the text and the line of its field', () => {
    expect(printedAt(node, 'allocatableBytes', 32024371200)).toEqual({
      bytes: 32024371200,
      event: node,
      text: '31273800Ki',
      line: 16,
    })
  })

  it('has neither where the record tells them of other fields alone', () => {
    expect(printedAt(node, 'capacityBytes', 1024)).toEqual({
      bytes: 1024,
      event: node,
      text: undefined,
      line: undefined,
    })
  })

  it('stands in the first line of a record that tells no lines', () => {
    const plain = { ...node, lines: undefined, printed: undefined }
    expect(lineAt(plain, 'capacityBytes')).toBe(first)
    expect(printedAt(plain, 'capacityBytes', 1024)).toMatchObject({ text: undefined, line: first })
  })
})

describe('inWords', () => {
  it.each([
    [32024371200, '31273800Ki', '31273800Ki (29.82 GiB)'],
    [402653184, '384Mi', '384Mi'],
    [402653184, '384 MiB', '384 MiB'],
    [2147483648, '2Gi', '2Gi'],
    [3594518528, undefined, '3594518528 bytes (3.34 GiB)'],
    [12, undefined, '12 bytes'],
    [2 ** 31, '2.0Gi', '2.0Gi (2.00 GiB)'],
  ])('%d bytes, read as %s', (bytes, text, words) => {
    expect(inWords({ bytes, event: node, text, line: 3 })).toBe(words)
  })

  it.each([
    [32024371200, '31273800Ki', '(31273800Ki, 29.82 GiB)'],
    [402653184, '384 MiB', '(384 MiB)'],
    [402653184, '384Mi', '(384Mi, 384 MiB)'],
    [3594518528, undefined, '(3594518528 bytes, 3.34 GiB)'],
  ])('%d bytes that no line has, read as %s', (bytes, text, words) => {
    expect(inWords({ bytes, event: node, text })).toBe(words)
  })

  it('cuts a text that is too long to be an amount', () => {
    const text = inWords({ bytes: 1024, event: node, text: '1'.repeat(300), line: 3 })
    expect(text).toBe(`${'1'.repeat(200)}… (1.00 KiB)`)
  })
})

it('an amount inside of brackets has none of its own', () => {
  expect(bracketed(28639567872)).toBe('27968328 KiB, 26.67 GiB')
  expect(bracketed(4096)).toBe('4 KiB')
})
