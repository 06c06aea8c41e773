import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Problem } from '../../record/index.js'
import { gunzip } from './gunzip.js'

const TEXT = Array.from({ length: 20_000 }, (_, line) => `line ${line} ${(line * 7919) % 10007}\n`).join('')

async function unpack(bytes: Uint8Array, chunk = 10_000): Promise<{ text: string; problems: Problem[] }> {
  const problems: Problem[] = []
  const pieces: Uint8Array[] = []
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
  }
  for await (const piece of gunzip(chunks(), problems)) pieces.push(piece)
  return { text: Buffer.concat(pieces).toString(), problems }
}

it('unpacks a file, and several behind each other', async () => {
  const one = gzipSync(TEXT)
  expect(await unpack(one)).toEqual({ text: TEXT, problems: [] })
  expect(await unpack(Buffer.concat([one, gzipSync('second\n'), gzipSync('third\n')]))).toEqual({
    text: `${TEXT}second\nthird\n`,
    problems: [],
  })
})

it('gives what can be read of a file that is cut off', async () => {
  const packed = gzipSync(TEXT)
  const { text, problems } = await unpack(packed.subarray(0, packed.length / 2))
  expect(problems.map(({ code }) => code)).toEqual(['gzip-truncated'])
  expect(TEXT.startsWith(text)).toBe(true)
  expect(text.length).toBeGreaterThan(TEXT.length / 4)
})

it('gives what can be read of a damaged file', async () => {
  const packed = gzipSync(TEXT)
  const middle = packed.length >> 1
  packed.fill(0xff, middle, middle + 64)
  const { text, problems } = await unpack(packed)
  expect(problems.map(({ code }) => code)).toEqual(['gzip-damaged'])
  expect(TEXT.slice(0, TEXT.length / 4)).toBe(text.slice(0, TEXT.length / 4))
})
