import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { RULES } from '../src/index.js'
import { exampleOf, rulesDocument } from './support/rules-doc.js'

const PAGE = fileURLToPath(new URL('../docs/rules.md', import.meta.url))

describe('docs/rules.md', () => {
  it.each(RULES.map((rule) => [rule.id, rule] as const))('%s has a log where it answers', (_, rule) => {
    expect(exampleOf(rule)?.verdict).toMatch(/^(?:confirmed|likely|possible)$/)
  })

  it('is what the rules say', () => {
    if (process.env.OOMPARSE_UPDATE === '1') writeFileSync(PAGE, rulesDocument())
    else expect(readFileSync(PAGE, 'utf8')).toBe(rulesDocument())
  })
})
