import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followFile } from './follow-file.js'
import type { Growth } from './growth.js'

let folder: string
let stop: AbortController
let grown: AsyncGenerator<Growth>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oomparse-follow-'))
  stop = new AbortController()
})
afterEach(async () => {
  stop.abort()
  await grown.return(undefined)
  rmSync(folder, { recursive: true, force: true })
})

/** What is seen up to the next time that nothing more is there. */
async function seen(): Promise<string[]> {
  const words: string[] = []
  for (;;) {
    const { value, done } = await grown.next()
    if (done === true || value.kind === 'waited') return words
    if (value.kind === 'bytes') words.push(Buffer.from(value.bytes).toString())
    else words.push(value.kind === 'missing' ? value.reason : value.kind)
  }
}

function log(text?: string): string {
  const path = join(folder, 'log')
  if (text !== undefined) writeFileSync(path, text)
  grown = followFile(path, stop.signal)
  return path
}

describe('followFile', () => {
  it('gives what is there and what is added', async () => {
    const path = log('one\n')
    expect(await seen()).toEqual(['found', 'one\n'])
    appendFileSync(path, 'two\n')
    expect(await seen()).toEqual(['two\n'])
    expect(await seen()).toEqual([])
  })

  it('says once that there is no file', async () => {
    const path = log()
    expect(await seen()).toEqual(['no such file'])
    expect(await seen()).toEqual([])
    writeFileSync(path, 'one\n')
    expect(await seen()).toEqual(['found', 'one\n'])
  })

  it('reads what was written into the old file after the last look, also behind the making of the new one', async () => {
    const path = log('one\n')
    await seen()
    appendFileSync(path, 'two\n')
    renameSync(path, `${path}.1`)
    writeFileSync(path, '')
    expect(await seen()).toEqual(['two\n'])
    appendFileSync(`${path}.1`, 'three\n')
    expect(await seen()).toEqual(['three\n'])
    appendFileSync(`${path}.1`, 'four\n')
    appendFileSync(path, 'five\n')
    expect(await seen()).toEqual(['four\n', 'replaced', 'five\n'])
  })

  it('keeps a file that was seen through a second rotation', async () => {
    const path = log('one\n')
    await seen()
    renameSync(path, `${path}.2`)
    writeFileSync(path, '')
    expect(await seen()).toEqual([])
    appendFileSync(path, 'two\n')
    renameSync(path, `${path}.1`)
    writeFileSync(path, 'three\n')
    expect(await seen()).toEqual(['replaced', 'two\n', 'replaced', 'three\n'])
  })

  it('reads a deleted file to its end', async () => {
    const path = log('one\n')
    await seen()
    appendFileSync(path, 'two\n')
    rmSync(path)
    expect(await seen()).toEqual(['two\n'])
    writeFileSync(path, 'three\n')
    expect(await seen()).toEqual(['replaced', 'three\n'])
  })

  it.each([
    ['shorter', 'new\n'],
    ['as long', 'new content\n'],
    ['longer', 'new content that goes on behind the place that was read\n'],
  ])('sees that a file was emptied and filled again, when it is %s', async (_, text) => {
    const path = log('old content\n')
    await seen()
    truncateSync(path)
    appendFileSync(path, text)
    expect(await seen()).toEqual(['rewritten', text])
    expect(await seen()).toEqual([])
  })

  it('says once that a file was emptied', async () => {
    const path = log('old content\n')
    await seen()
    truncateSync(path)
    expect(await seen()).toEqual(['rewritten'])
    expect(await seen()).toEqual([])
  })

  it('goes with a symbolic link that leads to another file', async () => {
    writeFileSync(join(folder, 'a'), 'one\n')
    writeFileSync(join(folder, 'b'), 'two\n')
    symlinkSync(join(folder, 'a'), join(folder, 'link'))
    grown = followFile(join(folder, 'link'), stop.signal)
    expect(await seen()).toEqual(['found', 'one\n'])
    symlinkSync(join(folder, 'b'), join(folder, 'new'))
    renameSync(join(folder, 'new'), join(folder, 'link'))
    expect(await seen()).toEqual(['replaced', 'two\n'])
  })

  it('reads what was written before it was told to stop', async () => {
    const path = log('one\n')
    await seen()
    const last = grown.next()
    appendFileSync(path, 'two\n')
    stop.abort()
    const words = [await last, await grown.next()].flatMap(({ value }) =>
      value?.kind === 'bytes' ? [Buffer.from(value.bytes).toString()] : [],
    )
    expect(words).toEqual(['two\n'])
    expect((await grown.next()).done).toBe(true)
  })

  it('refuses a compressed file that takes the name', async () => {
    const path = log('one\n')
    await seen()
    writeFileSync(`${path}.new`, Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0))
    renameSync(`${path}.new`, path)
    await expect(seen()).rejects.toThrow('is compressed with gzip, which cannot be followed')
  })

  it('waits while a folder has the name', async () => {
    grown = followFile(folder, stop.signal)
    expect(await seen()).toEqual(['is no regular file'])
  })
})
