import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explain } from '../../explain/index.js'

/** Words that this folder explains: `<Term word="failcnt">`, `word: 'rss'`. */
const words = readdirSync(new URL('.', import.meta.url))
  .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
  .flatMap((file) => {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    return [...text.matchAll(/\bword(?:=|: )["']([^"']+)["']/g)].map(([, word = '']) => word)
  })

describe('a word that is marked as explained', () => {
  it('is found in the source', () => {
    expect(words.length).toBeGreaterThan(10)
  })

  it.each([...new Set([...words, 'pid', 'rss_anon', 'nr_ptes', 'total_vm', 'min', 'managed', 'anon-rss'])])(
    'has an explanation: %s',
    (word) => {
      expect(explain(word)?.means).toMatch(/\w/)
    },
  )
})
