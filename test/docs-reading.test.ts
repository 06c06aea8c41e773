import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { explain } from '../src/explain/index.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const reading = readFileSync(join(ROOT, 'docs/reading-an-oom.md'), 'utf8')
const collecting = readFileSync(join(ROOT, 'docs/collecting-logs.md'), 'utf8')

const quotes = [...reading.matchAll(/^```text (\S+)\n([\s\S]*?)^```$/gm)].flatMap(
  ([, path = '', text = '']) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => ({ path, line })),
)

/** `…` stands for what was left out at a line's end, at its beginning or inside. */
function isQuoteOf(quote: string, line: string): boolean {
  const pieces = quote.split('…').map((piece) => piece.trimEnd())
  if (pieces.length === 1) return quote === line
  if (!line.startsWith(pieces[0] ?? '')) return false
  let from = 0
  for (const piece of pieces) {
    const at = line.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return true
}

describe('docs/reading-an-oom.md', () => {
  it('quotes at least one line in each part', () => {
    expect(quotes.length).toBeGreaterThan(40)
    expect(reading.match(/^```text/gm)).toHaveLength([...reading.matchAll(/^```text \S+$/gm)].length)
  })

  it.each(quotes)('$path has the line $line', ({ path, line }) => {
    const lines = readFileSync(join(ROOT, path), 'utf8').split('\n')
    expect(lines.some((one) => isQuoteOf(line, one))).toBe(true)
  })

  it('points only to words that oomparse explain knows', () => {
    const words = [...reading.matchAll(/`oomparse explain ([^`]+)`/g)].map(([, word = '']) => word)
    expect(words.length).toBeGreaterThan(30)
    expect(words.filter((word) => word !== 'WORD' && explain(word) === undefined)).toEqual([])
  })

  it('reckons as the dump does', () => {
    const pages = (mib: number) => Math.floor((mib * 4096 * 100) / 2 ** 20) / 100
    expect([pages(28371), pages(62808), pages(83201), pages(1712), pages(90286), pages(70782)]).toEqual([
      110.82, 245.34, 325, 6.68, 352.67, 276.49,
    ])
    const score = (rss: number, tables: number, adj: number) =>
      rss + tables / 4096 + adj * Math.floor(61440 / 1000)
    expect([score(28371, 262144, 939), score(16339, 167936, 939), score(5331, 81920, 1000)]).toEqual([
      85714, 73659, 66351,
    ])
    for (const [rss, tables, , total] of [
      [28371, 64, 939, 85714],
      [16339, 41, 939, 73659],
      [5331, 20, 1000, 66351],
    ] as const)
      expect(reading).toMatch(new RegExp(`\\| ${rss} \\| ${tables} \\| .* \\| ${total} \\|`))
  })
})

describe('docs/collecting-logs.md', () => {
  const scripts = [...collecting.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, script = '']) => ({ script }))

  it('has scripts', () => {
    expect(scripts.length).toBe(5)
  })

  it.each(scripts)('is understood by a shell: $script', ({ script }) => {
    expect(() => execFileSync('sh', ['-n'], { input: script, stdio: 'pipe' })).not.toThrow()
  })
})
