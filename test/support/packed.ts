import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'tsup'
import configs from '../../tsup.config.js'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** What the code of the package is made of. */
const MADE_OF = ['src', 'package.json', 'tsup.config.ts']

/** The doors of the package: `index` is the main one. */
export const DOORS = [
  'index',
  'cgroup',
  'clock',
  'kernel',
  'klog',
  'node',
  'quantity',
  'rules',
  'schema',
] as const

/** What a program writes to get one: `oomparse/kernel`. */
export function nameOfDoor(door: string): string {
  return door === 'index' ? 'oomparse' : `oomparse/${door}`
}

/**
 * A folder with the package installed from its tarball, as npm would publish it. Made once for each state of the sources:
 * several test files ask for it, and a second run of the tests too.
 */
export async function packedProject(): Promise<string> {
  const cache = join(ROOT, 'node_modules/.cache/oomparse-packed')
  const project = join(cache, digest())
  if (existsSync(project)) return project
  const work = mkdtempSync(join(tmpdir(), 'oomparse-packed-'))
  const made = join(work, 'project')
  try {
    await install(await pack(work), made)
    rmSync(cache, { recursive: true, force: true })
    mkdirSync(cache, { recursive: true })
    cpSync(made, `${project}.${process.pid}`, { recursive: true, verbatimSymlinks: true })
    // Another test file may have been quicker.
    if (!existsSync(project)) renameSync(`${project}.${process.pid}`, project)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return project
}

async function pack(work: string): Promise<string> {
  const stage = join(work, 'stage')
  mkdirSync(stage)
  for (const path of ['package.json', 'README.md', 'LICENSE', 'docs', 'schema'])
    cpSync(join(ROOT, path), join(stage, path), { recursive: true })
  if (isBuilt()) cpSync(join(ROOT, 'dist'), join(stage, 'dist'), { recursive: true })
  else
    for (const config of [configs].flat())
      await build({ ...config, config: false, outDir: join(stage, 'dist'), silent: true, clean: false })
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', work], { cwd: stage })
  return join(work, stdout.trim())
}

async function install(tarball: string, folder: string): Promise<void> {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true }\n')
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: folder })
}

/** Whether `npm run build` has been run since the last change. */
function isBuilt(): boolean {
  const written = join(ROOT, 'dist/index.d.cts')
  if (!existsSync(written)) return false
  const builtMs = statSync(written).mtimeMs
  return sources().every((path) => statSync(path).mtimeMs < builtMs)
}

function digest(): string {
  const hash = createHash('sha256')
  const schema = join(ROOT, 'schema/oomparse-1.schema.json')
  for (const path of [...sources(), schema]) hash.update(path).update(readFileSync(path))
  return hash.digest('hex').slice(0, 16)
}

function sources(): string[] {
  return MADE_OF.flatMap((name) => {
    const path = join(ROOT, name)
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((found) => !/\.(?:test|fixture)\.ts$/.test(found))
      .map((found) => join(path, found))
      .filter((found) => statSync(found).isFile())
      .sort()
  })
}
