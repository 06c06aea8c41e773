import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS, corpusCases } from './support/corpus.js'
import { withTables } from './support/corpus-table.js'
import { goldenOf, pretty, readGolden } from './support/golden.js'

/** `npm run corpus:update` writes what is read now; the difference is for a human to judge. */
const UPDATE = process.env.OOMPARSE_UPDATE === '1'

describe.each(corpusCases().map((one) => [one.name, one] as const))('corpus/%s', (_, one) => {
  it('gives the expected records', () => {
    const golden = goldenOf(one)
    if (UPDATE) writeFileSync(join(one.folder, 'expected.json'), `${pretty(golden)}\n`)
    const expected = readGolden(one)
    expect(expected, 'expected.json is missing: npm run corpus:update').toBeDefined()
    expect(JSON.parse(JSON.stringify(golden))).toEqual(expected)
  })

  it('leaves no line of a dump unexplained', () => {
    const { events, others } = goldenOf(one)
    const all = [...events, ...Object.values(others).flatMap((told) => (told === 'same' ? [] : told))]
    expect(all.flatMap((event) => (event as Unexplained).completeness.unexplained)).toEqual([])
  })
})

interface Unexplained {
  readonly completeness: { readonly unexplained: readonly unknown[] }
}

describe('corpus/README.md', () => {
  it('has a table of what is there', () => {
    const path = join(CORPUS, 'README.md')
    const readme = readFileSync(path, 'utf8')
    const made = withTables(readme)
    if (UPDATE) writeFileSync(path, made)
    expect(readFileSync(path, 'utf8')).toBe(made)
    expect(made).not.toContain('no sentence')
  })
})
