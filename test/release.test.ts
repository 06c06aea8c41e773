import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VERSION } from '../src/version.js'

const folder = mkdtempSync(join(tmpdir(), 'oomparse-release-'))
const FILES = ['package.json', 'package-lock.json', 'CHANGELOG.md', '.changeset', 'release', 'src/version.ts']
const pending = readdirSync('.changeset').filter((name) => name.endsWith('.md') && name !== 'README.md')
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const read = (path: string) => readFileSync(join(folder, path), 'utf8')

beforeAll(() => {
  mkdirSync(join(folder, 'src'))
  for (const path of FILES) cpSync(path, join(folder, path), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  run('git', 'init', '--quiet', '--initial-branch=main')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a release', () => {
  it('has an entry in the changelog for the version that the sources have', () => {
    expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`\n## ${VERSION}\n`)
  })

  it.skipIf(pending.length === 0)(
    `${pending.length === 0 ? '(nothing is pending) ' : ''}takes what is pending into the changelog and raises the version everywhere`,
    () => {
      const texts = pending.map((name) => {
        const [, , text = ''] = readFileSync(join('.changeset', name), 'utf8').split(/^---$/m)
        return text.trim().split('\n')[0] ?? ''
      })
      run('node_modules/.bin/changeset', 'version')
      run(process.execPath, 'release/set-version.mjs')
      const { version } = JSON.parse(read('package.json'))
      expect(version).not.toBe(VERSION)
      expect(read('src/version.ts')).toContain(`VERSION = '${version}'`)
      const lock = JSON.parse(read('package-lock.json'))
      expect([lock.version, lock.packages[''].version]).toEqual([version, version])
      const changelog = read('CHANGELOG.md')
      expect(changelog).toMatch(new RegExp(`^# oomparse\\n+## ${version.replaceAll('.', '\\.')}\\n`))
      expect(changelog).toContain(`\n## ${VERSION}\n`)
      for (const text of texts) expect(changelog).toContain(text)
      expect(readdirSync(join(folder, '.changeset')).toSorted()).toEqual(['README.md', 'config.json'])
    },
  )
})
