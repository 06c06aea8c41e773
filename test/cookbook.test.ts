import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'tsup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BOOK = join(ROOT, 'docs/cookbook.md')
/** A program, and below it what it prints (missing while it is new). */
const RECIPE = /```js\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)```\n)?/g

const folder = mkdtempSync(join(tmpdir(), 'oomparse-cookbook-'))
const installed = join(folder, 'node_modules/oomparse')

/** The library as a program in another folder finds it. */
beforeAll(async () => {
  mkdirSync(installed, { recursive: true })
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'))
  await build({
    config: false,
    entry: { index: join(ROOT, 'src/index.ts'), klog: join(ROOT, 'src/klog/public.ts') },
    format: ['esm'],
    outDir: join(installed, 'dist'),
    noExternal: [/.*/],
    esbuildOptions(options) {
      // As in the program: the ES modules of the package.
      options.alias = { yaml: join(ROOT, 'node_modules/yaml/browser/index.js') }
    },
    silent: true,
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const book = readFileSync(BOOK, 'utf8')
const recipes = [...book.matchAll(RECIPE)].map(([whole, program = '', printed = ''], index) => ({
  title: `recipe ${index + 1}`,
  whole,
  program,
  printed,
}))

describe('docs/cookbook.md', () => {
  it('has its recipes', () => expect(recipes.length).toBeGreaterThanOrEqual(8))

  it.each(recipes)('$title prints what it says', async ({ title, whole, program, printed }) => {
    const path = join(folder, `${title.replace(' ', '-')}.mjs`)
    writeFileSync(path, program)
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [path], { cwd: ROOT })
    expect(stderr).toBe('')
    if (process.env.OOMPARSE_UPDATE === '1')
      writeFileSync(
        BOOK,
        readFileSync(BOOK, 'utf8').replace(
          whole,
          () => `\`\`\`js\n${program}\`\`\`\n\n\`\`\`text\n${stdout}\`\`\`\n`,
        ),
      )
    else expect(printed).toBe(stdout)
  })
})
