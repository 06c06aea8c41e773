import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { listFiles } from './list-files.js'

const directory = mkdtempSync(join(tmpdir(), 'oomparse-list-'))
afterAll(() => rmSync(directory, { recursive: true }))

async function list(path: string) {
  const found = []
  for await (const file of listFiles(path)) found.push(file)
  return found
}

it('a directory is its regular files, in order, with those of the directories in it', async () => {
  for (const name of ['b', 'a/2', 'a/1'].map((path) => join(directory, path))) {
    mkdirSync(join(name, '..'), { recursive: true })
    writeFileSync(name, '')
  }
  symlinkSync('/etc/passwd', join(directory, 'out'))
  symlinkSync('.', join(directory, 'loop'))
  expect(await list(directory)).toEqual(
    ['a/1', 'a/2', 'b'].map((name) => ({ path: join(directory, name), found: true })),
  )
})

it('a file, a link that was typed, and standard input are themselves', async () => {
  const link = join(directory, 'out')
  expect(await list(link)).toEqual([{ path: link, found: false }])
  expect(await list('-')).toEqual([{ path: '-', found: false }])
})

it('what is not there is said to be so', async () => {
  expect(await list('/no/such')).toEqual([{ path: '/no/such', found: false, unreadable: 'no such file' }])
})
