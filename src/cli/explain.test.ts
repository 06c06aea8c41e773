import { describe, expect, it } from 'vitest'
import { TERMS, TOPICS } from '../explain/index.js'
import { readCommand } from './command.js'
import { explainWords } from './explain.js'

const TITLE = /^\S.* \([a-z0-9-]+\)$|^topic /

describe('oomparse explain', () => {
  it('is read with its words, and ./explain is a file', () => {
    expect(readCommand(['explain'])).toEqual({ run: 'explain', words: [] })
    expect(readCommand(['explain', 'Free', 'swap'])).toEqual({ run: 'explain', words: ['Free', 'swap'] })
    expect(readCommand(['explain', 'rss', '-o', 'x'])).toEqual({
      run: 'explain',
      words: ['rss'],
      output: 'x',
    })
    expect(readCommand(['./explain']).run).toBe('read')
  })

  it('says what a word means, with its unit, its place and what explains the rest', () => {
    expect(explainWords(['pgtables_bytes'], 80)).toEqual({
      text: [
        'pgtables_bytes (task-table)',
        '  Page tables of the process. In bytes, though the title of the table says',
        '  pages.',
        '  unit   bytes',
        '  where  a column from 4.15 on',
        '  see    pagetables',
        '',
      ].join('\n'),
      unknown: [],
    })
  })

  it('tells all meanings of a word', () => {
    const { text } = explainWords(['rss'], 80)
    expect(text).toContain('rss (memory-stat-v1)\n')
    expect(text).toContain('\n\nrss (task-table)\n')
  })

  it('takes words for one term where they are one, and for several otherwise', () => {
    expect(explainWords(['Free', 'swap'], 80).text).toMatch(/^Free swap \(totals\)\n/)
    const { text } = explainWords(['order', 'failcnt'], 80)
    expect(text).toMatch(/^order \(/)
    expect(text).toContain('\nfailcnt (')
  })

  it('names what is like a word that it does not know, and explains the others', () => {
    const { text, unknown } = explainWords(['failcont', 'order', 'qqqqqq'], 80)
    expect(text).toMatch(/^order \(/)
    expect(unknown).toEqual([
      'no explanation of "failcont": did you mean failcnt?',
      'no explanation of "qqqqqq": oomparse explain lists the topics',
    ])
  })

  it('shows a long word cut', () => {
    const [message = ''] = explainWords(['q'.repeat(100_000)], 80).unknown
    expect(message.length).toBeLessThan(200)
  })

  it('alone lists the topics, and a topic its words', () => {
    const { text, unknown } = explainWords([], 80)
    for (const { topic } of TOPICS) expect(text).toContain(`\n  ${topic} `)
    expect(unknown).toEqual([])
    const letters = explainWords(['free-chunks'], 80).text
    expect(letters).toMatch(
      /^topic free-chunks: .*\n {2}buddy, migrate type, U, M, E, R, H, C, I, fragmentation\n$/,
    )
    expect(explainWords(['gfp'], 80).text).toMatch(/^gfp_mask \(.*\ntopic gfp: .*\n {2}GFP_KERNEL/s)
  })

  it.each([20, 60, 80, 400])('keeps to the width, %d columns', (columns) => {
    const width = Math.max(40, Math.min(columns, 100))
    for (const { term } of TERMS) {
      const [, ...rest] = explainWords([term], columns).text.split('\n')
      // A term is printed in one piece, however long it is.
      expect(rest.filter((line) => line.length > width && !TITLE.test(line))).toEqual([])
    }
  })
})
