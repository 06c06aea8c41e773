import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { DOORS, nameOfDoor, packedProject } from './support/packed.js'

const run = promisify(execFile)
let project = ''

beforeAll(async () => {
  project = await packedProject()
}, 240_000)

/** The values of each door; its types are for the compiler to see. */
const VALUES: Record<(typeof DOORS)[number], readonly string[]> = {
  index: [
    'VERSION',
    'RULES',
    'correlate',
    'defineRule',
    'diagnose',
    'evidenceOf',
    'frame',
    'identifyCgroup',
    'parse',
    'parseAll',
    'readLog',
    'stream',
  ],
  cgroup: ['identifyCgroup'],
  clock: ['instantOf', 'isTimezone', 'readStamp'],
  kernel: ['frame', 'parseKernelLog'],
  klog: [
    'formatQuantity',
    'parseGoDuration',
    'parseGoValue',
    'parseKlog',
    'parseQuantity',
    'quantityToBytes',
    'unquoteGo',
    'valueIn',
  ],
  node: ['UnreadableInput', 'follow', 'listFiles', 'parseFiles', 'readChunks', 'readFileTime', 'streamFile'],
  quantity: ['formatQuantity', 'parseQuantity', 'quantityToBytes'],
  rules: ['RULES', 'defineRule', 'diagnose', 'evidenceOf'],
  schema: ['documentJsonSchema'],
}

/** The main door and that of the schemas have all of the record contract as well. */
const OF_RECORDS = /^[A-Z_]+$|Schema$|^(?:isDump|onTextLines|inputLineOf)$/

describe.each(DOORS)('the door %s of the installed package', (door) => {
  const name = nameOfDoor(door)

  it.each([
    ['ES module', ['--input-type=module', '-e', `print(Object.keys(await import('${name}')))`]],
    ['CommonJS', ['-e', `print(Object.keys(require('${name}')))`]],
  ])('has what it should have, as %s', async (_, args) => {
    const print = 'globalThis.print = (names) => console.log(JSON.stringify(names));'
    const withPrint = args.map((one) => (one.startsWith('print(') ? print + one : one))
    const { stdout } = await run(process.execPath, withPrint, { cwd: project })
    const found: string[] = JSON.parse(stdout)
    const own = found.filter((one) => VALUES[door].includes(one) || !OF_RECORDS.test(one))
    expect(own.toSorted()).toEqual(VALUES[door].toSorted())
    if (door === 'index' || door === 'schema') expect(found).toContain('documentSchema')
    else expect(found).toEqual(own)
  })
})

interface Bundled {
  readonly bytes: number
  readonly inputs: Metafile['inputs']
}

/** What a program that imports this weighs: minified, packed with gzip. */
async function bundled(contents: string): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    outfile: 'bundle.js',
    logLevel: 'silent',
  })
  return {
    bytes: gzipSync(outputFiles[0]?.contents ?? '').length,
    inputs: Object.fromEntries(
      Object.values(metafile.outputs).flatMap(({ inputs }) =>
        Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
          bytesInOutput > 0 ? [[path, metafile.inputs[path] as Metafile['inputs'][string]]] : [],
        ),
      ),
    ),
  }
}

const hasZod = ({ inputs }: Bundled) => Object.keys(inputs).some((path) => path.includes('/zod/'))

/** In bytes. What was measured, and a little room: more is worth a thought. */
const BUDGETS: Record<Exclude<(typeof DOORS)[number], 'node'>, number> = {
  index: 280_000,
  cgroup: 4500,
  clock: 4500,
  kernel: 60_000,
  klog: 36_000,
  quantity: 1300,
  rules: 68_000,
  schema: 40_000,
}

describe('what a program that uses a door weighs', () => {
  it.each(Object.entries(BUDGETS))('%s at most %i bytes, all of it', async (door, budget) => {
    const { bytes } = await bundled(`export * from '${nameOfDoor(door)}'`)
    expect(bytes).toBeLessThanOrEqual(budget)
    expect(bytes).toBeGreaterThan(budget * 0.7)
  })

  it('identifyCgroup less than 8 KB, without zod', async () => {
    for (const name of ['oomparse/cgroup', 'oomparse']) {
      const found = await bundled(`export { identifyCgroup } from '${name}'`)
      expect(found.bytes).toBeLessThan(8 * 1024)
      expect(hasZod(found)).toBe(false)
    }
  })

  it('parse has no zod in it; the schemas have', async () => {
    expect(hasZod(await bundled(`export { parse } from 'oomparse'`))).toBe(false)
    expect(hasZod(await bundled(`export { documentSchema } from 'oomparse'`))).toBe(true)
  })

  it.each(['cgroup', 'clock', 'kernel', 'klog', 'quantity', 'rules'])('%s never loads zod', async (door) => {
    expect(hasZod(await bundled(`export * from '${nameOfDoor(door)}'`))).toBe(false)
  })
})

describe('the declarations', () => {
  it('have no any', () => {
    const folder = join(project, 'node_modules/oomparse/dist')
    const files = readdirSync(folder).filter((name) => /\.d\.c?ts$/.test(name))
    expect(files).toContain('index.d.ts')
    for (const name of files) {
      const code = readFileSync(join(folder, name), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '')
      expect(code, name).not.toMatch(/\bany\b/)
    }
  })
})
