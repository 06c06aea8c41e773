import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { whyNotFollowed } from './why-not-followed.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oomparse-why-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function whyNot(content: Uint8Array): Promise<string | undefined> {
  const path = join(folder, 'log')
  writeFileSync(path, content)
  return await whyNotFollowed(path)
}

it('follows a log that begins with a hole, however long', async () => {
  expect(await whyNot(new Uint8Array(10_000))).toBeUndefined()
  expect(await whyNot(Buffer.concat([new Uint8Array(10_000), Buffer.from('text\n')]))).toBeUndefined()
})

it('does not follow a program', async () => {
  expect(await whyNot(new Uint8Array(10_000).fill(1))).toBe('is no text, and cannot be followed')
})
