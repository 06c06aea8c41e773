import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fileChunks } from './file-chunks.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oomparse-chunks-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('lets timers and signals have their turn when its chunks take long to read', async () => {
  const path = join(folder, 'dense.log')
  writeFileSync(path, Buffer.alloc(2 * 1024 * 1024, 'x'))
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  for await (const _ of fileChunks(path, { inOneBuffer: true })) {
    const until = performance.now() + 60
    while (performance.now() < until) {}
  }
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})
