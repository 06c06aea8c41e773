import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'tsup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FORMATS } from '../../src/cli/values.js'
import { globalLog, memcgLog } from '../../src/report/sample-logs.js'
import configs from '../../tsup.config.js'
import { Program } from './program.js'

const PAGE = '<script type="application/json" id="report"></script>'
const program = new Program()
/** Outside of any package: what the file lacks is not found here. */
const folder = mkdtempSync(join(tmpdir(), 'oomparse-single-'))

beforeAll(async () => {
  await program.build()
  const found = Array.isArray(configs) ? configs.find(isSingleFile) : undefined
  const outDir = join(program.directory, 'single')
  await build({ ...found, config: false, outDir, silent: true, clean: false })
  expect(readdirSync(outDir)).toEqual(['oomparse.mjs'])
  copyFileSync(join(outDir, 'oomparse.mjs'), join(folder, 'oomparse.mjs'))
  writeFileSync(join(folder, 'dmesg.txt'), memcgLog())
  writeFileSync(join(folder, 'kern.log.gz'), gzipSync(globalLog()))
  cpSync('corpus/incidents/article', join(folder, 'incident'), { recursive: true })
  // What the page looks like is not asked here.
  for (const place of [folder, program.directory]) writeFileSync(join(place, 'oomparse.html'), PAGE)
})
afterAll(() => {
  program.remove()
  rmSync(folder, { recursive: true, force: true })
})

function isSingleFile({ entry }: { entry?: unknown }): boolean {
  return typeof entry === 'object' && entry !== null && 'oomparse' in entry
}

function run(path: string, args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env
  const options = { cwd: folder, encoding: 'utf8', input: '', env: { PATH, ...env } } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], options)
  return { status, stdout, stderr }
}

const CALLS: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['schema'],
  ['explain', 'failcnt'],
  ['completion', 'bash'],
  ['timeline', 'incident'],
  ['--details', 'dmesg.txt', 'kern.log.gz'],
  ['--no-such'],
  ['missing.txt'],
  ...FORMATS.map((format) => ['-f', format, 'incident', 'dmesg.txt']),
  ...FORMATS.map((format) => ['-f', format, 'dmesg.txt']),
]

describe('the program as one file in an empty folder', () => {
  it.each(CALLS)('says what the installed one says: %s %s %s', (...args) => {
    const single = run('oomparse.mjs', args)
    expect(single).toEqual(run(program.path, args))
    expect(single.stdout + single.stderr).not.toBe('')
  })

  it('says where it looks for the page, which is a file of its own', () => {
    rmSync(join(folder, 'oomparse.html'))
    const { status, stderr } = run('oomparse.mjs', ['-f', 'html', 'dmesg.txt'])
    expect(status).toBe(2)
    expect(stderr).toContain(`--format html needs the page ${join(folder, 'oomparse.html')}`)
  })

  it('has threads of its own', () => {
    const args = ['--threads', '2', '-f', 'oneline', 'dmesg.txt', 'kern.log.gz']
    const { status, stdout, stderr } = run('oomparse.mjs', args, { NODE_DEBUG: 'worker' })
    expect(stderr.match(/instantiating Worker\. .*oomparse\.mjs/g)).toHaveLength(2)
    expect(stderr).not.toContain('bug')
    expect({ status, stdout }).toMatchObject(
      (({ status, stdout }) => ({ status, stdout }))(run('oomparse.mjs', args.slice(2))),
    )
  })
})
