import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Program } from './program.js'

const README = fileURLToPath(new URL('../../README.md', import.meta.url))
/** `<!-- output in 80 columns: ARGUMENTS -->` before a block that is what the program prints, or how that begins. */
const BLOCK = /<!-- (beginning of )?output in (\d+) columns: ([^\n]+) -->\n```\n([\s\S]*?)```\n/g

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

const readme = readFileSync(README, 'utf8')
const blocks = [...readme.matchAll(BLOCK)].map(([, part, columns = '', args = '', shown = '']) => ({
  whole: part === undefined,
  columns,
  args,
  shown,
}))

describe('README.md', () => {
  it('shows what the program prints', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(3)
  })

  it.each(blocks)('oomparse $args', async ({ whole, columns, args, shown }) => {
    const { status, stdout, stderr } = await program.run(args.split(' '), { env: { COLUMNS: columns } })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const lines = shown.split('\n').length - 1
    const printed = whole ? stdout : `${stdout.split('\n').slice(0, lines).join('\n')}\n`
    if (process.env.OOMPARSE_UPDATE === '1')
      writeFileSync(
        README,
        readFileSync(README, 'utf8').replace(shown, () => printed),
      )
    else expect(shown).toBe(printed)
  })
})
