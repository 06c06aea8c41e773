import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packedProject, ROOT } from './support/packed.js'
import { asCommonJs, needsNode, printedInBrowser } from './support/snippets.js'

const run = promisify(execFile)
const BOOK = join(ROOT, 'docs/cookbook.md')
const BOOKS = [BOOK, join(ROOT, 'README.md')]
/** A program, and below it what it prints (missing while it is new). */
const RECIPE = /## ([^\n]+)\n(?:(?!\n## )[\s\S])*?```(js|sh)\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)```\n)?/g

interface Recipe {
  readonly book: string
  readonly title: string
  readonly language: string
  readonly program: string
  readonly printed: string
}

const recipes = BOOKS.flatMap((book) =>
  [...readFileSync(book, 'utf8').matchAll(RECIPE)]
    .map(([, title = '', language = '', program = '', printed = '']): Recipe => {
      return { book, title, language, program, printed }
    })
    // The shell of the README is tested where the command is.
    .filter(({ language }) => book === BOOK || language === 'js'),
)
const hasJq = await run('jq', ['--version']).then(
  () => true,
  () => false,
)
const programs = recipes.filter(({ language }) => language === 'js')
const folder = mkdtempSync(join(tmpdir(), 'oomparse-cookbook-'))
const fileOf = ({ title }: Recipe, ending: string) =>
  join(folder, `${title.toLowerCase().replace(/[^a-z]+/g, '-')}.${ending}`)

beforeAll(async () => {
  const project = await packedProject()
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the program prints, run in the root of the repository. */
async function printedBy(path: string, content: string): Promise<string> {
  writeFileSync(path, content)
  const { stdout, stderr } = await run(process.execPath, [path], { cwd: ROOT })
  expect(stderr).toBe('')
  return stdout
}

describe('docs/cookbook.md and the README', () => {
  it('has its recipes, and each has been found', () => {
    const fences = [...readFileSync(BOOK, 'utf8').matchAll(/^```(?:js|sh)$/gm)]
    expect(recipes.filter(({ book }) => book === BOOK)).toHaveLength(fences.length)
    expect(recipes.length).toBe(fences.length + 1)
    expect(recipes.length).toBeGreaterThanOrEqual(18)
  })

  it.each(programs)('$title: prints what it says', async (recipe) => {
    const printed = await printedBy(fileOf(recipe, 'mjs'), recipe.program)
    if (process.env.OOMPARSE_UPDATE === '1') keep(recipe, printed)
    else expect(recipe.printed).toBe(printed)
  })

  it.each(programs)('$title: the same as CommonJS', async (recipe) => {
    expect(await printedBy(fileOf(recipe, 'cjs'), asCommonJs(recipe.program))).toBe(recipe.printed)
  })

  it.each(programs.filter(({ program }) => !needsNode(program)))(
    '$title: the same in a bundle for browsers',
    async ({ program, printed }) => expect(await printedInBrowser(program, folder, ROOT)).toBe(printed),
  )

  it('compiles with tsc --strict', async () => {
    const files = programs.map((recipe) => {
      const path = fileOf(recipe, 'mts')
      writeFileSync(path, recipe.program)
      return path
    })
    const options = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2023', 'dom'],
      module: 'node16',
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files }))
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error) => error)
    expect(stdout).toBe('')
  }, 240_000)

  it.skipIf(!hasJq).each(recipes.filter(({ language }) => language === 'sh'))(
    '$title: prints what it says (skipped without jq)',
    async (recipe) => {
      const PATH = `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`
      const { stdout } = await run('bash', ['-c', recipe.program], { cwd: ROOT, env: { PATH } })
      if (process.env.OOMPARSE_UPDATE === '1') keep(recipe, stdout)
      else expect(recipe.printed).toBe(stdout)
    },
  )
})

/** What is printed now goes into the book; the difference is for a human to judge. */
function keep({ book, program, language }: Recipe, printed: string): void {
  const fence = `\`\`\`${language}\n${program}\`\`\`\n`
  const [before = '', after = ''] = readFileSync(book, 'utf8').split(fence)
  const rest = after.replace(/^\n```text\n[\s\S]*?```\n/, '')
  writeFileSync(book, `${before}${fence}\n\`\`\`text\n${printed}\`\`\`\n${rest}`)
}
