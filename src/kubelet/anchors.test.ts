import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isKnownMessageIn, messageAt } from './anchors.js'
import { isKnownMessage, OPENS } from './forms.js'

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('a known message in bytes', () => {
  test('begins with ASCII only, and with more than a head', () => {
    for (const text of OPENS) expect(text).toMatch(/^[ -~]{5,}$/)
  })

  test.each(OPENS)('%s', (text) => {
    for (const opened of [text, `"${text}`, `${text} and more`]) {
      expect(isKnownMessageIn(bytesOf(`I ${opened}`), 2)).toBe(true)
    }
    const others = [text.slice(0, 4), `"${text.slice(0, 4)}`, `""${text}`, ` ${text}`, `\0${text}`, '"', '']
    for (const other of others) expect(isKnownMessageIn(bytesOf(other), 0)).toBe(false)
  })

  test.each(OPENS)('%s, as JSON has it in a string, and in a string in a string', (text) => {
    const once = JSON.stringify(`"${text}"`).slice(1)
    expect(isKnownMessageIn(bytesOf(once), 0)).toBe(true)
    expect(isKnownMessageIn(bytesOf(JSON.stringify(`${once}`).slice(1)), 0)).toBe(true)
    expect(isKnownMessageIn(bytesOf(JSON.stringify(text)), 0)).toBe(true)
    expect(isKnownMessageIn(bytesOf(`\\${text}`), 0)).toBe(false)
  })

  test('is the same as in text', () => {
    // Only wrappers escape: a message of its own has no backslash in front of its quote.
    const ascii = fc.string({ unit: 'binary-ascii', maxLength: 40 }).filter((text) => !text.includes('\\'))
    const opens = fc.constantFrom(...OPENS)
    const damaged = fc
      .tuple(opens, fc.nat(60), ascii)
      .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1))
    const message = fc.oneof(
      ascii,
      damaged,
      opens,
      fc.tuple(opens, ascii).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(ascii, fc.constantFrom('', '"', '""'), message, (before, quote, text) => {
        const line = before + quote + text
        expect(isKnownMessageIn(bytesOf(line), before.length)).toBe(isKnownMessage(line, before.length))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the place of a message', () => {
  const HEADER = 'I1123 19:24:43.624423     424 server.go:42]'

  test.each([
    [`${HEADER} text`, 44],
    [`${HEADER} "Starting [x] y"`, 44],
    [`F1123 19:24:43.624423 1 ${'a'.repeat(256)}:1234567] x`, 290],
    [HEADER, -1],
    [`${HEADER} `, -1],
    [`${HEADER}text`, -1],
    [HEADER.slice(0, -1), -1],
    [`I1123 19:24:43.624423 1 ${'a'.repeat(400)}:1] x`, -1],
    ['', -1],
  ])('%s', (line, at) => {
    const bytes = bytesOf(`node kubelet[1]: ${line}`)
    const found = messageAt(bytes, 17, bytes.length)
    expect(found < 0 ? found : found - 17).toBe(at)
  })

  test('is not looked for in the next line', () => {
    const bytes = bytesOf(`I1123 19:24:43.624423 1 a.go\n${HEADER} text`)
    expect(messageAt(bytes, 0, 28)).toBe(-1)
  })
})
