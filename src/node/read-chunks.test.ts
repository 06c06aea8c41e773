import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readChunks } from './read-chunks.js'
import { UnreadableInput } from './unreadable-input.js'

const directory = mkdtempSync(join(tmpdir(), 'oomparse-read-'))
afterAll(() => rmSync(directory, { recursive: true }))

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(directory, name)
  writeFileSync(path, bytes)
  return path
}

async function read(path: string) {
  const input = await readChunks(path)
  const chunks: Uint8Array[] = []
  for await (const chunk of input.chunks) chunks.push(new Uint8Array(chunk))
  return { ...input, chunks, text: Buffer.concat(chunks).toString('latin1') }
}

const LONG = Array.from({ length: 40_000 }, (_, index) => `[ ${index}.000000] line ${index * 7919}\n`).join(
  '',
)

describe('reading', () => {
  it('gives a plain file in pieces', async () => {
    const { text, chunks, compression } = await read(file('plain', LONG))
    expect(text).toBe(LONG)
    expect(chunks.length).toBeGreaterThan(1)
    expect(compression).toBeUndefined()
  })

  it('gives nothing of an empty file', async () => {
    expect((await read(file('empty', ''))).text).toBe('')
  })

  it('unpacks gzip whatever the name says', async () => {
    const { text, compression, problems } = await read(file('kern.log', gzipSync(LONG)))
    expect(text).toBe(LONG)
    expect(compression).toBe('gzip')
    expect(problems).toEqual([])
  })

  it('unpacks members that stand one behind the other', async () => {
    const both = Buffer.concat([gzipSync('one\n'), gzipSync('two\n')])
    expect((await read(file('two.gz', both))).text).toBe('one\ntwo\n')
  })

  it('gives what a truncated gzip still has', async () => {
    const packed = gzipSync(LONG)
    const { text, problems } = await read(file('cut.gz', packed.subarray(0, packed.length - 5_000)))
    expect(LONG.startsWith(text)).toBe(true)
    expect(text.length).toBeGreaterThan(LONG.length * 0.8)
    expect(problems.map(({ code }) => code)).toEqual(['gzip-truncated'])
  })

  it('gives what stands before the damage', async () => {
    const packed = gzipSync(LONG)
    packed.fill(0xff, packed.length - 5_000, packed.length - 4_000)
    const { text, problems } = await read(file('bad.gz', packed))
    expect(text.length).toBeGreaterThan(0)
    expect(problems.map(({ code }) => code)).toEqual(['gzip-damaged'])
  })

  it('takes no offence at zeros behind the last member', async () => {
    const { text, problems } = await read(
      file('tail.gz', Buffer.concat([gzipSync(LONG), Buffer.alloc(10_000)])),
    )
    expect(text).toBe(LONG)
    expect(problems).toEqual([])
  })

  it('says that what stands behind the last member is no gzip', async () => {
    const { text, problems } = await read(
      file('text.gz', Buffer.concat([gzipSync(LONG), Buffer.alloc(10_000, 65)])),
    )
    expect(LONG.startsWith(text)).toBe(true)
    expect(text.length).toBeGreaterThan(LONG.length * 0.9)
    expect(problems.map(({ code }) => code)).toEqual(['gzip-damaged'])
  })

  it('says that it does not read bzip2, and what does', async () => {
    const path = file('bzip2', Uint8Array.of(0x42, 0x5a, 0x68, 0x39, 0, 0, 0, 0))
    await expect(readChunks(path)).rejects.toThrow('is compressed with bzip2')
    await expect(readChunks(path)).rejects.toThrow('bzcat ')
    await expect(readChunks(path)).rejects.toThrow(UnreadableInput)
  })

  it('sends journal files to journalctl', async () => {
    await expect(readChunks(file('j', 'LPKSHHRH\0\0\0\0'))).rejects.toThrow('journalctl --file')
  })

  it('says why a file cannot be opened', async () => {
    await expect(readChunks(join(directory, 'none'))).rejects.toThrow('no such file')
    await expect(readChunks(directory)).rejects.toThrow('is a directory')
  })

  it('knows a program from a log', async () => {
    const program = Uint8Array.from({ length: 4096 }, (_, index) => (index * 31) % 256)
    expect((await read(file('program', program))).binary).toBe(true)
    expect((await read(file('log', LONG))).binary).toBe(false)
    // A log after a power failure: the blocks that were never written are NUL.
    expect((await read(file('hole', `${'\0'.repeat(8192)}${LONG}`))).binary).toBe(false)
    expect((await read(file('wide', Buffer.from(`\ufeff${LONG}`, 'utf16le')))).binary).toBe(false)
  })
})
