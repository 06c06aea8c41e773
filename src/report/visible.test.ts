import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import { visible, visibleDocument } from './visible.js'

describe('visible', () => {
  it.each([
    ['an escape that clears the screen', 'a\x1b[2Jb', 'a\\x1b[2Jb'],
    ['a terminal title', '\x1b]0;owned\x07', '\\x1b]0;owned\\x07'],
    ['the one-byte CSI of an 8-bit terminal', '\u009b31m', '\\u009b31m'],
    ['a line feed that would forge a line', 'x\noom-9  killed', 'x\\noom-9  killed'],
    ['a carriage return that would overwrite one', 'bad\rgood', 'bad\\rgood'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['backspaces and DEL', 'a\b\x7f', 'a\\x08\\x7f'],
    ['NUL', 'a\0b', 'a\\x00b'],
    ['a bidi override', 'gpj.\u202eexe', 'gpj.\\u202eexe'],
    ['bidi isolates', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['line and paragraph separators', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['the next-line control', 'a\u0085b', 'a\\u0085b'],
    ['what has no width', 'in\u200bit\ufeff\u00ad', 'in\\u200bit\\ufeff\\u00ad'],
    ['blanks that are no blanks', 'a\u00a0b\u3000\u3164', 'a\\u00a0b\\u3000\\u3164'],
    ['tag characters', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a byte that is not UTF-8', 'a\udcff', 'a\\xff'],
    ['an unpaired surrogate', 'a\ud800', 'a\\ud800'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  it.each(['späße-π', '日本語', '😀', '(my (odd) app)', 'dev-disk-by\\x2duuid.swap'])(
    'leaves %s alone',
    (text) => {
      expect(visible(text)).toBe(text)
    },
  )

  it('covers every control and format character of Unicode', () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code)
      if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character)) expect(visible(character)).toMatch(/^\\/)
    }
  })

  it('reaches every text of a document', () => {
    const shown = visibleDocument(parse('', { name: 'a\x1bb' }))
    expect(shown.inputs[0]?.name).toBe('a\\x1bb')
  })

  it('changes no document, and copies of it only what it must', () => {
    const document = parse('', { name: 'a\x1bb' })
    const shown = visibleDocument(document)
    expect(document.inputs[0]?.name).toBe('a\x1bb')
    expect(shown.events).toBe(document.events)
    const plain = parse('', { name: 'a' })
    expect(visibleDocument(plain)).toBe(plain)
  })
})
