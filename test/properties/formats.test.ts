import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, VERSION } from '../../src/index.js'
import type { Document } from '../../src/record/index.js'
import { csvRows, TASKS_HEADER, taskRows } from '../../src/report/csv/index.js'
import { renderJson, renderOneline, renderText, renderTimeline } from '../../src/report/index.js'
import { renderMarkdown } from '../../src/report/markdown/index.js'
import { renderOtlpRecord } from '../../src/report/otlp/index.js'
import { renderPrometheus } from '../../src/report/prometheus/index.js'
import { damage, damaged } from '../support/damage.js'
import { LOGS, logNamed } from '../support/dumps.js'
import { runs } from '../support/runs.js'

const NAMES = LOGS.filter(({ bytes }) => bytes.length < 60_000).map(({ name }) => name)

/** What reckoning and JavaScript leave in a text where a value was missing or too large. */
const LEFT_OVER = /\bundefined\b|\bNaN\b|\[object |\bInfinity\b|(?<![\w-])\d(?:\.\d+)?e\+\d/

/** What a terminal obeys, and what reorders or hides text; line ends are ours. */
const OBEYED = /(?!\n)[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u

function rendered(document: Document): [format: string, text: string][] {
  const options = { all: true, cannotTell: true, colour: false, width: 120 }
  const ooms = document.events.filter((event) => event.type === 'oom')
  return [
    ['text', renderText(document, options)],
    ['details', renderText(document, { ...options, details: true, width: 80 })],
    ['narrow', renderText(document, { ...options, width: 40 })],
    ['timeline', renderTimeline(document, options)],
    ['markdown', renderMarkdown(document, options)],
    ['csv-ooms', [...csvRows(document)].join('').replaceAll('\r\n', '\n')],
    ['csv', (TASKS_HEADER + ooms.flatMap((oom) => [...taskRows(oom)]).join('')).replaceAll('\r\n', '\n')],
    ['prometheus', renderPrometheus(document)],
    [
      'otlp',
      document.events.map((event) => renderOtlpRecord({ record: 'event', ...event }, VERSION)).join(''),
    ],
    ['oneline', ooms.map(renderOneline).join('\n')],
  ]
}

function expectClean(text: string): void {
  const document = parse(text, { cannotTell: true })
  for (const [format, written] of rendered(document)) {
    expect(LEFT_OVER.exec(written)?.[0], format).toBeUndefined()
    expect(OBEYED.exec(written)?.[0], format).toBeUndefined()
  }
  // JSON writes null where a number is none.
  expect(JSON.parse(renderJson(document))).toEqual(document)
}

describe('formats of damaged dumps', () => {
  test('have nothing left over of a value that was not read, and no control character', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), damage(), (name, how) =>
        expectClean(damaged(logNamed(name).bytes, how)),
      ),
      { numRuns: runs(80) },
    )
  })

  test('numbers of any length are no infinity', () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), place, fc.constantFrom(17, 25, 400), (name, where, length) => {
        const whole = { end: 1, dropped: [], swapped: [], doubled: [] }
        const numbers = [[where, '9'.repeat(length)] as const]
        expectClean(damaged(logNamed(name).bytes, { ...whole, numbers }))
      }),
      { numRuns: runs(120) },
    )
  })
})
