import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import { jsonPieces, renderJson, renderNdjsonRecord } from './json.js'
import { globalLog, memcgLog } from './sample-logs.js'

const NASTY = 'a\x1b\x7f\u009b\u2028\u2029\u202e\u{e0041}\ud800\nb'

describe('JSON', () => {
  it('is the document again when read', () => {
    const document = parse('', { name: NASTY })
    expect(JSON.parse(renderJson(document))).toEqual(document)
  })

  it('is laid out as JSON usually is, and no piece has more than one event', () => {
    const document = parse(memcgLog() + globalLog(), { cannotTell: true })
    expect(renderJson(document)).toBe(`${JSON.stringify(document, null, 2)}\n`)
    const ids = document.events.map(({ id }) => `"id": "${id}"`)
    expect(ids.length).toBeGreaterThan(1)
    for (const piece of jsonPieces(document))
      expect(ids.filter((id) => piece.includes(id)).length).toBeLessThan(2)
  })

  it('has no raw control character but its own line ends', () => {
    expect(renderJson(parse('', { name: NASTY }))).not.toMatch(
      /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]/,
    )
  })

  it('keeps a record on one line', () => {
    const line = renderNdjsonRecord({ record: 'problem', code: 'x', message: NASTY })
    expect(line.trimEnd()).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\p{Cf}]/u)
    expect(JSON.parse(line)).toEqual({ record: 'problem', code: 'x', message: NASTY })
  })
})
