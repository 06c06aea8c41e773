import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { parseAll } from '../parse.js'
import { parseFiles, streamFile } from './parse-files.js'
import { UnreadableInput } from './unreadable-input.js'

const LOG = readFileSync('corpus/6.1/v2-tmpfs-only/dmesg.txt')
const folder = mkdtempSync(join(tmpdir(), 'oomparse-files-'))
const plain = join(folder, 'dmesg.txt')
const packed = join(folder, 'old.gz')
writeFileSync(plain, LOG)
writeFileSync(packed, gzipSync(LOG))
writeFileSync(join(folder, 'picture'), new Uint8Array(1000).fill(7))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('parseFiles', () => {
  it('reads a directory, unpacks, and leaves out what is no log', async () => {
    const { inputs, events } = await parseFiles([folder])
    expect(inputs.map(({ name, compression, lines }) => [name, compression, lines > 0])).toEqual([
      [plain, undefined, true],
      [packed, 'gzip', true],
      [join(folder, 'picture'), undefined, false],
    ])
    const ooms = events.filter(({ type }) => type === 'oom')
    expect(ooms.length).toBeGreaterThan(0)
    for (const { alsoIn } of ooms) expect(alsoIn).toHaveLength(1)
  })

  it('says the same as parseAll of the content', async () => {
    const { events, findings } = await parseFiles([plain])
    const expected = parseAll([{ name: plain, log: LOG }])
    expect(events).toEqual(expected.events)
    expect(findings).toEqual(expected.findings)
  })

  it('tells what cannot be read, and goes on', async () => {
    const { problems, events } = await parseFiles([join(folder, 'none'), plain])
    expect(problems).toEqual([{ code: 'unreadable-input', message: `${join(folder, 'none')}: no such file` }])
    expect(events.length).toBeGreaterThan(0)
  })

  it('takes a list of paths, and options that there are', async () => {
    await expect(parseFiles(plain as unknown as string[])).rejects.toThrow(TypeError)
    await expect(parseFiles([plain], { timezone: 'Mars/Olympus' })).rejects.toThrow(RangeError)
  })
})

describe('streamFile', () => {
  it('gives each record, and says of the input that it was packed', async () => {
    const records = []
    for await (const record of streamFile(packed)) records.push(record)
    expect(records.filter(({ record }) => record === 'event').length).toBeGreaterThan(0)
    expect(records.at(-1)).toMatchObject({ record: 'input', name: packed, compression: 'gzip' })
  })

  it('throws for a file that is not there', async () => {
    await expect(streamFile(join(folder, 'none')).next()).rejects.toThrow(UnreadableInput)
  })
})
