import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { LIMIT_ANSWERS } from './answers/limit.js'
import { SHORTAGE_ANSWERS } from './answers/shortage.js'
import { findingsText } from './support/findings-golden.js'
import { said } from './support/shortage.js'

/** `npm run corpus:update` writes what is said now; the difference is for a human to judge. */
const UPDATE = process.env.OOMPARSE_UPDATE === '1'

/** What rules say where no log of the corpus asks them: whole, as it was reviewed, in `answers/*.md`. */
describe.each([
  ['limit', LIMIT_ANSWERS],
  ['shortage', SHORTAGE_ANSWERS],
])('answers/%s.md', (set, answers) => {
  const path = fileURLToPath(new URL(`answers/${set}.md`, import.meta.url))
  const reviewed = sectionsOf(existsSync(path) ? readFileSync(path, 'utf8') : '')
  const now = new Map<string, string>()

  it.each(answers.map((answer) => [`${answer.rule}: ${answer.of}`, answer] as const))(
    '%s',
    (name, answer) => {
      const text = findingsText(said(answer.rule, answer.log()))
      now.set(name, text)
      if (!UPDATE) expect(text).toBe(reviewed.get(name))
    },
  )

  it('has no others', () => {
    if (UPDATE) writeFileSync(path, [...now].map(([name, text]) => `${HEADING}${name}\n\n${text}\n`).join(''))
    else expect([...reviewed.keys()]).toEqual(answers.map(({ rule, of }) => `${rule}: ${of}`))
  })
})

const HEADING = '## '

function sectionsOf(text: string): Map<string, string> {
  const sections = text.split(new RegExp(`^${HEADING}`, 'm')).slice(1)
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n')
      return [section.slice(0, end), section.slice(end + 2, -1)]
    }),
  )
}
