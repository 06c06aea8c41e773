import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkSync } from 'recheck'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** These make of their argument a pattern that does not search, and which is found among the composed ones. */
const STICKY = new Set(['shape', 'countsShape'])

interface Pattern {
  readonly place: string
  readonly source: string
  readonly flags: string
}

function literalsOf(path: string): Pattern[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Pattern[] = []
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) && !isOfShape(node)) {
      const [, source = '', flags = ''] = /^\/(.*)\/([a-z]*)$/.exec(node.text) ?? []
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
      found.push({ place: `${path}:${line}`, source, flags })
    }
    ts.forEachChild(node, look)
  }
  look(file)
  return found
}

function isOfShape({ parent }: ts.Node): boolean {
  return (
    ts.isCallExpression(parent) && ts.isIdentifier(parent.expression) && STICKY.has(parent.expression.text)
  )
}

function literals(): Pattern[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/.test(path))
    .flatMap((path) => literalsOf(join('src', path)))
}

/** Those that the modules put together while they are loaded. */
async function composed(): Promise<Pattern[]> {
  const found: Pattern[] = []
  const Native = globalThis.RegExp
  globalThis.RegExp = new Proxy(Native, {
    construct(target, args: [string | RegExp, string?]) {
      const made = new target(...args)
      found.push({ place: 'composed', source: made.source, flags: made.flags })
      return made
    },
  })
  try {
    await Promise.all([
      import('../src/index.js'),
      import('../src/cli/read.js'),
      import('../src/cli/follow.js'),
    ])
  } finally {
    globalThis.RegExp = Native
  }
  return found
}

/** With these a pattern costs the same as without. */
function withoutHarmless(flags: string): string {
  return flags.replace(/[dg]/g, '')
}

/** A busy machine ends the search before its time, and what was found by then counts as an attack: then it is done without limits. */
function checkOf(source: string, flags: string): ReturnType<typeof checkSync> {
  const checked = checkSync(source, flags, { timeout: 60_000 })
  if (checked.status !== 'vulnerable') return checked
  return checkSync(source, flags, { timeout: 600_000, incubationTimeout: null, attackTimeout: null })
}

describe('every regular expression runs in linear time', async () => {
  const all = [...literals(), ...(await composed())]
  const each = new Map(all.map((one) => [`/${one.source}/${withoutHarmless(one.flags)}`, one]))

  it('sees those of the source and those that are put together', () => {
    expect(all.filter(({ place }) => place !== 'composed').length).toBeGreaterThan(400)
    expect(all.filter(({ place }) => place === 'composed').length).toBeGreaterThan(80)
  })

  it.each([...each].map(([text, { place, source, flags }]) => ({ place, text, source, flags })))(
    '$place $text',
    { timeout: 700_000 },
    ({ source, flags }) => {
      const checked = checkOf(source, withoutHarmless(flags))
      expect(checked.status, JSON.stringify(checked).slice(0, 1000)).toBe('safe')
    },
  )
})

it('finds one that does not', () => {
  expect(checkOf('a+b', '').status).toBe('vulnerable')
  expect(checkOf('a+b', 'y').status).toBe('safe')
})
