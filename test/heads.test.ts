import { describe, expect, it } from 'vitest'
import { parse } from '../src/index.js'
import { renderText } from '../src/report/index.js'
import { corpusCases, readLog } from './support/corpus.js'

/** The heads in a report: from the line of an OOM to the next empty line. */
function headsOf(text: string): string[][] {
  return [
    ...text.matchAll(/^oom-\d+ {2}(?:killed|KERNEL PANIC|NOTHING TO KILL|end unknown) [^\n]*(?:\n[^\n]+)*/gm),
  ].map(([head]) => head.split('\n'))
}

describe('the head of each OOM of the corpus', () => {
  it.each(corpusCases().map((one) => [one.name, one] as const))('%s', (_, one) => {
    const [file = ''] = one.files
    const document = parse(readLog(one, file), { name: file })
    const ooms = document.events.filter(({ type }) => type === 'oom')
    for (const width of [80, 100, 140]) {
      const heads = headsOf(renderText(document, { colour: false, width, all: true }))
      expect(heads).toHaveLength(ooms.length)
      for (const head of heads) {
        expect(head.length, head.join('\n')).toBeLessThanOrEqual(10)
        // Whose limit, and what changed before, are answered or said not to be known.
        expect(head.filter((line) => /^ {2}(?:limit|before) {5}/.test(line))).toHaveLength(2)
      }
    }
  })
})
