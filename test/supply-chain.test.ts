import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Locked {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly dev?: boolean
  readonly license?: string
  readonly hasInstallScript?: boolean
  /** It comes inside of the archive of another package, which has a checksum. */
  readonly inBundle?: boolean
}

const PACKAGE = JSON.parse(readFileSync('package.json', 'utf8'))
const LOCKED: [path: string, Locked][] = Object.entries<Locked>(
  JSON.parse(readFileSync('package-lock.json', 'utf8')).packages,
).filter(([path]) => path !== '')

const FREE = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MIT AND BSD-3-Clause',
])

/** All files of packages that end up in what is published as the program, in the page, and what it takes for the door `oomparse/node`. */
async function bundled(): Promise<{ inputs: string[]; imports: string[] }> {
  const { metafile } = await build({
    entryPoints: ['src/cli/main.ts', 'src/cli/worker.ts', 'src/doors/node.ts'],
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'none',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    alias: { yaml: './node_modules/yaml/browser/index.js' },
  })
  const page = await build({
    entryPoints: ['src/page/program.ts'],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'none',
    platform: 'browser',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
    alias: { yaml: './node_modules/yaml/browser/index.js' },
  })
  const outputs = [...Object.values(metafile.outputs), ...Object.values(page.metafile.outputs)]
  return {
    inputs: outputs.flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
    imports: outputs.flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(({ path }) => path),
    ),
  }
}

const { inputs, imports } = await bundled()
const packages = new Set(
  inputs.flatMap((path) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
)

describe('what is bundled into the program and the page', () => {
  it('is found', () => {
    expect([...packages]).toContain('parsimmon')
    expect([...packages]).toContain('cli-progress')
  })

  it.each([...packages])('%s has a free licence and is in docs/third-party.md', (name) => {
    const folder = inputs
      .find((path) => path.includes(`node_modules/${name}/`))
      ?.replace(/(.*node_modules\/(?:@[^/]+\/)?[^/]+).*/, '$1')
    const { license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    expect([...FREE]).toContain(license)
    expect(readFileSync('docs/third-party.md', 'utf8')).toContain(`\n## ${name}\n`)
  })

  it('has nothing in docs/third-party.md that is not there', () => {
    const told = [...readFileSync('docs/third-party.md', 'utf8').matchAll(/^## (.+)$/gm)].map(
      ([, name]) => name,
    )
    expect(told.filter((name) => !packages.has(name ?? ''))).toEqual([])
  })

  it('asks for no module that reaches a network or starts a program', () => {
    const modules = imports.map((path) => path.replace(/^node:/, '')).filter((path) => isBuiltin(path))
    expect(modules).toContain('fs')
    const forbidden = /^(?:net|tls|http|https|http2|dgram|dns|inspector|child_process|cluster|vm|repl)\b/
    expect(modules.filter((path) => forbidden.test(path))).toEqual([])
  })
})

describe('the lock file', () => {
  it('has a checksum for every package that is installed, tools of other platforms aside, all from the registry', () => {
    for (const [path, { integrity, resolved, inBundle, dev }] of LOCKED) {
      if (inBundle === true || (dev === true && !existsSync(path))) continue
      expect(integrity, path).toMatch(/^sha512-/)
      expect(resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
    }
  })

  it('has only free licences among what is needed at run time, and no install scripts', () => {
    const needed = LOCKED.filter(([, { dev }]) => dev !== true)
    expect(needed.map(([path]) => path)).toContain('node_modules/zod')
    for (const [path, { license, hasInstallScript }] of needed) {
      expect([...FREE], path).toContain(license)
      expect(hasInstallScript, path).toBeUndefined()
    }
  })
})

describe('the package', () => {
  it('runs nothing when it is installed', () => {
    const atInstall = [
      'preinstall',
      'install',
      'postinstall',
      'prepare',
      'prepublish',
      'preprepare',
      'postprepare',
    ]
    expect(Object.keys(PACKAGE.scripts).filter((name) => atInstall.includes(name))).toEqual([])
  })

  it('has the files that it should have, and no others', () => {
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
    )
    const expected =
      /^(?:package\.json|README\.md|LICENSE|docs\/[a-z-]+\.md|docs\/pipelines\/[a-z-]+(?:\.[a-z]+){1,2}|dist\/oomparse\.(?:mjs|html)|man\/oomparse\.1|CHANGELOG\.md|schema\/oomparse-1\.schema\.json|dist\/(?:cli|worker|index|cgroup|clock|kernel|klog|node|quantity|rules|schema)\.c?js|dist\/[a-z-]+-[A-Z0-9]{8}\.c?js|dist\/[\w-]+\.d\.c?ts)$/
    const paths: string[] = packed.files.map(({ path }: { path: string }) => path)
    expect(paths.filter((path) => !expected.test(path))).toEqual([])
    expect(paths).toContain('LICENSE')
    for (const path of ['docs/pipelines/rsyslog-oomparse.conf', 'man/oomparse.1', 'CHANGELOG.md'])
      expect(paths).toContain(path)
  })
})

describe('the workflows', () => {
  it.each(readdirSync('.github/workflows'))(
    '%s is valid, asks for few rights and calls what there is',
    (name) => {
      const workflow = parse(readFileSync(join('.github/workflows', name), 'utf8'))
      expect(workflow.permissions).toEqual({ contents: 'read' })
      for (const job of Object.values<{ steps: { uses?: string; run?: string }[] }>(workflow.jobs)) {
        for (const { uses, run } of job.steps) {
          if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+\.\d+\.\d+$/)
          if (run?.startsWith('.ci/') === true) expect(existsSync(run), run).toBe(true)
          for (const [, script] of run?.matchAll(/npm run ([a-z:]+)/g) ?? [])
            expect(Object.keys(PACKAGE.scripts)).toContain(script)
          for (const [path] of run?.matchAll(/test\/[\w/.-]+/g) ?? [])
            expect(existsSync(path), path).toBe(true)
        }
      }
    },
  )
})
