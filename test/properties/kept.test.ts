import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDumpRule } from '../../src/diagnosis/dump-rule.js'
import { RULES } from '../../src/diagnosis/index.js'
import { Live } from '../../src/live.js'
import type { Finding } from '../../src/record/index.js'
import { flood } from '../support/flood.js'
import { runs } from '../support/runs.js'

const LINES = readFileSync('corpus/incidents/small-reservation/journal.txt', 'utf8').trimEnd().split('\n')
const OF_DUMPS = new Set(RULES.filter(isDumpRule).map(({ id }) => id))
const BEGIN = Date.UTC(2021, 4, 18, 6, 30)

interface Said {
  readonly findings: readonly Finding[]
  readonly isWhole: boolean
}

function said(text: string, room?: number): Said {
  const findings: Finding[] = []
  let isWhole = true
  const live = new Live(
    'journal.txt',
    {},
    (record) => {
      if (record.record === 'finding' && !OF_DUMPS.has(record.rule)) findings.push(record)
      if (record.record === 'problem' && record.code === 'events-not-kept') isWhole = false
    },
    room === undefined ? {} : { room },
  )
  live.write(text)
  live.end({})
  return { findings, isWhole }
}

/** Lines of the incident again and again, OOMs between them. */
const log = fc
  .array(
    fc.oneof(
      fc
        .integer({ min: 0, max: LINES.length - 1 })
        .map((from) => `${LINES.slice(from, from + 12).join('\n')}\n`),
      fc.integer({ min: 1, max: 60 }).map((count) => flood(count, BEGIN)),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => `${LINES.join('\n')}\n${parts.join('')}`)

test('with less room findings are the same, weaker or none, and never confirmed where they were not', () => {
  fc.assert(
    fc.property(log, fc.integer({ min: 2000, max: 150_000 }), (text, room) => {
      const whole = said(text)
      const part = said(text, room)
      expect(whole.isWhole).toBe(true)
      if (part.isWhole) {
        expect(part.findings).toEqual(whole.findings)
        return
      }
      for (const finding of part.findings.filter(({ verdict }) => verdict === 'confirmed'))
        expect(whole.findings).toContainEqual(finding)
    }),
    { numRuns: runs(60) },
  )
})
