import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeOutput } from './write-output.js'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'oomparse-write-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

it('a file has its name only when it is complete', async () => {
  const path = join(directory, 'out.json')
  const output = await writeOutput(path)
  await output.write('half ')
  expect(readdirSync(directory)).not.toContain('out.json')
  await output.write('whole')
  await output.commit()
  expect(readdirSync(directory)).toEqual(['out.json'])
  expect(readFileSync(path, 'utf8')).toBe('half whole')
})

it('what is thrown away leaves nothing behind, and the old file as it was', async () => {
  const path = join(directory, 'out.json')
  writeFileSync(path, 'old')
  const output = await writeOutput(path)
  await output.write('new')
  output.discard()
  expect(readdirSync(directory)).toEqual(['out.json'])
  expect(readFileSync(path, 'utf8')).toBe('old')
})

it('a link stays a link, a mode stays the mode', async () => {
  const path = join(directory, 'real')
  writeFileSync(path, 'old')
  chmodSync(path, 0o600)
  symlinkSync('real', join(directory, 'link'))
  const output = await writeOutput(join(directory, 'link'))
  await output.write('new')
  await output.commit()
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(directory).sort()).toEqual(['link', 'real'])
})

it('a device is written as it is', async () => {
  const output = await writeOutput('/dev/null')
  await output.write('x')
  await output.commit()
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
})

it('a directory that is not there is an error', async () => {
  await expect(writeOutput(join(directory, 'none', 'out'))).rejects.toThrow('ENOENT')
})
