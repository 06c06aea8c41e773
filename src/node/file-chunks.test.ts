import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Problem } from '../record/index.js'
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
  for await (const _ of fileChunks(path, { inOneBuffer: true }, [])) {
    const until = performance.now() + 60
    while (performance.now() < until) {}
  }
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})

it('says that a file was cut while it was read', async () => {
  const path = join(folder, 'cut.log')
  const problems: Problem[] = []
  const read = async (between: () => void) => {
    writeFileSync(path, Buffer.alloc(1024 * 1024, 'x'))
    problems.length = 0
    let bytes = 0
    for await (const chunk of fileChunks(path, { inOneBuffer: true }, problems)) {
      if (bytes === 0) between()
      bytes += chunk.length
    }
    return bytes
  }
  expect(await read(() => {})).toBe(1024 * 1024)
  expect(problems).toEqual([])
  expect(await read(() => truncateSync(path, 1000))).toBe(256 * 1024)
  expect(problems).toMatchObject([{ code: 'file-cut', message: expect.stringContaining('1048576 bytes') }])
  // Who has it open keeps a file whose name is gone.
  expect(await read(() => rmSync(path))).toBe(1024 * 1024)
  expect(problems).toEqual([])
})
