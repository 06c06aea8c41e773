import { describe, expect, test } from 'vitest'
import { FRAMING_NAMES } from '../record/index.js'
import { FRAMINGS, frame } from './index.js'

describe('every framing reads its own samples', () => {
  for (const framing of FRAMINGS) {
    test.each(framing.samples)(`${framing.name}: %j`, (sample) => {
      const text = sample.endsWith('\r') ? `${sample}\n` : sample
      expect(new Set(frame(text).map((line) => line.framing))).toEqual(new Set([framing.name]))
    })
  }

  test('each name of the contract has a framing', () => {
    expect(FRAMINGS.map((framing) => framing.name).sort()).toEqual([...FRAMING_NAMES].sort())
  })

  test('a framing is told by its line, whatever line stood before it', () => {
    for (const before of FRAMINGS) {
      for (const framing of FRAMINGS) {
        for (const sample of framing.samples) {
          // An indented or empty line may belong to the one before.
          if (/^\s*$|^[\s>]/.test(sample)) continue
          // Again and again: what could be the name of a process is only believed where it is usual.
          const text = `${before.samples[0]}\n${`${sample}\n`.repeat(4)}`
          expect(frame(text).at(-1)?.framing, text).toBe(framing.name)
        }
      }
    }
  })
})
