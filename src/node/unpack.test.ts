import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readFileTime } from './file-times.js'
import { readChunks } from './read-chunks.js'

const directory = mkdtempSync(join(tmpdir(), 'oomparse-unpack-'))
afterAll(() => rmSync(directory, { recursive: true }))

let count = 0
function file(bytes: Uint8Array): string {
  const path = join(directory, `${++count}.log`)
  writeFileSync(path, bytes)
  return path
}

async function read(bytes: Uint8Array) {
  const { compression, problems, chunks, binary } = await readChunks(file(bytes))
  const read: Uint8Array[] = []
  for await (const chunk of chunks) read.push(chunk)
  return {
    compression,
    binary,
    text: Buffer.concat(read).toString('latin1'),
    codes: problems.map(({ code }) => code),
    messages: problems.map(({ message }) => message),
    largest: Math.max(0, ...read.map(({ length }) => length)),
  }
}

const SHORT = Array.from({ length: 40 }, (_, index) => `[ ${index}.000000] line ${index * 7919}\n`).join('')
/** The text above as the commands zstd 1.5.4 and xz 5.4.1 pack it. */
const ZSTD = Buffer.from(
  'KLUv/QRYDQkAppIqE6ClIA/RI2+gglNKyU7Z/Gqo4gEoACQAIwA/VZlkUMsoSEZhYUlGsNCTZFjZLbhk3K9qycCiVTJGAAYCBGQwgpEMY8GtZNTZtZWMEG7aSoYRelpPYSUDp3ZYtEpGzTWUDNcfTjICeDW2oaFrBv36LBlXkxUdQi0ZY8looKlWMkxlaiXjDvRWMihRupvfOPPPHH9T91Azn4zB9xv8oZd/VOS/Atq+1XbvtQM+IEDDCWoHLVqqGSuRDRIywWvRUs1Yr0VLNWO9lmtgaQt9WboZ67VoqWas16JF8AoI7wHpiyB/NyC31XvbOmsb9HYob4fud6h+h+Z3KH6H3nfY3heLsO1ObYP0LSnvDvmUj3zK3LujTN7wAAsoS+ZWJmFpAaOIlhc=',
  'base64',
)
const XZ = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4APLAP9dAC2IAgL/UNp0nNGb7oPMlfnLMW+xK3hov4USiNz6gAMte7zKACxvpd29HK+pJX78x3K4KTLSQlm/qC5LDzO5+WlRdY4hMLxv81taqmY0rFqEH/r/lftYmbY0MseQgo24simfcNldACpvMU7bT8DXsn7jMJ56/li14jZ9QiM7KlBtu9xV1W5DNDhK0NmcI5B1piGeA5oNVtSMnNebUH+c+mdZ68fKA1JM0iJZGCmnahSkTYVixUCJMO3n1Ptn2UKG6FeU4j7emyjPS1fr01gVfEo0sZdCytSRavu2M1iW4OsYtzOVT98OiRZPxp00/nS9TeRyg0xxXbrBVLxoO8hAAAAAC5TwGHOHHO0AAZsCzAcAAAYm4PexxGf7AgAAAAAEWVo=',
  'base64',
)
const XZ_EMPTY = Buffer.from('/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo=', 'base64')
/** `xz --delta --lzma2` of one letter. */
const XZ_DELTA = Buffer.from(
  '/Td6WFoAAATm1rRGAgEDAQAhARZ5IMTuAQABYakAAAATRz+4k51F1AABGgLcLqV+H7bzfQEAAAAABFla',
  'base64',
)
/** `xz --check=sha256` of nothing. */
const XZ_SHA256 = Buffer.from('/Td6WFoAAArh+wyhAAAAABzfRCEYm0uaAQAAAAAKWVo=', 'base64')

/** A frame made by hand: one block of the given kind, in a window of 1 KiB unless said otherwise. */
function frame(kind: number, size: number, content: readonly number[], window = 0, flags = 0): Buffer {
  const head = (size << 3) | (kind << 1) | 1
  return Buffer.from([
    ...[0x28, 0xb5, 0x2f, 0xfd, flags, window],
    ...[head & 255, (head >> 8) & 255, head >> 16],
    ...content,
  ])
}

const raw = (text: string, flags = 0) => frame(0, text.length, [...Buffer.from(text)], 0, flags)
const skippable = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])

describe('zstd', () => {
  it('is unpacked whatever the name says', async () => {
    const { text, compression, codes, binary } = await read(ZSTD)
    expect({ text, compression, codes, binary }).toEqual({
      text: SHORT,
      compression: 'zstd',
      codes: [],
      binary: false,
    })
  })

  it('has frames one behind the other, and some that are not for us', async () => {
    const { text, codes } = await read(
      Buffer.concat([skippable, raw('one\n'), skippable, ZSTD, raw('two\n'), skippable]),
    )
    expect(text).toBe(`one\n${SHORT}two\n`)
    expect(codes).toEqual([])
  })

  it('has blocks of one byte again and again', async () => {
    expect((await read(frame(1, 1000, [65]))).text).toBe('A'.repeat(1000))
  })

  it('takes no offence at zeros behind the last frame', async () => {
    const { text, codes } = await read(Buffer.concat([ZSTD, Buffer.alloc(10_000)]))
    expect({ text, codes }).toEqual({ text: SHORT, codes: [] })
  })

  it.each([
    ['the checksum', Buffer.concat([raw('one\n'), ZSTD.subarray(0, -2)]), `one\n${SHORT}`],
    ['a block', Buffer.concat([raw('one\n'), ZSTD.subarray(0, 100)]), 'one\n'],
    ['a magic number', Buffer.concat([raw('one\n'), ZSTD.subarray(0, 3)]), 'one\n'],
    ['a frame that is skipped', Buffer.concat([raw('one\n'), skippable.subarray(0, 9)]), 'one\n'],
    ['the first header', ZSTD.subarray(0, 8), ''],
  ])('says that it ends inside %s', async (_, packed, text) => {
    expect(await read(packed)).toMatchObject({ text, codes: ['zstd-truncated'] })
  })

  it.each([
    ['a wrong checksum', Buffer.concat([ZSTD.subarray(0, -1), Buffer.of(0)]), SHORT],
    ['text behind a frame', Buffer.concat([raw('one\n'), Buffer.from('no frame')]), 'one\n'],
    ['a block of no kind', Buffer.concat([raw('one\n'), frame(3, 0, [])]), 'one\n'],
    ['a block larger than its window', frame(1, 1025, [65]), ''],
    // libzstd sees this together with the last block, and then gives nothing of that.
    ['a length that is wrong', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 5, 9, 0, 0, 65]), ''],
    ['sequences without a table', frame(2, 4, [0x00, 1, 0xfc, 1]), ''],
    ['a repetition of nothing', frame(2, 5, [0x00, 1, 0x54, 0, 0]), ''],
  ])('says that it is damaged: %s', async (_, packed, text) => {
    expect(await read(packed)).toMatchObject({ text, codes: ['zstd-damaged'] })
  })

  it('takes any damage for damage, and never for an endless task', async () => {
    for (let at = 6; at < ZSTD.length; at++) {
      const bad = Buffer.from(ZSTD)
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8))
      const { text, codes } = await read(Buffer.concat([raw('one\n'), bad]))
      // A bit that only fills a byte up can be anything.
      if (text !== `one\n${SHORT}`)
        expect(codes).toEqual([expect.stringMatching(/^zstd-(?:damaged|truncated)$/)])
    }
  })

  it('does not take the memory that a header claims', async () => {
    expect(await read(frame(0, 3, [65, 65, 10], 0xff))).toMatchObject({
      text: '',
      codes: ['zstd-unsupported'],
    })
    // One eighth above 128 MiB, and 128 MiB, which `zstd --long` asks for.
    expect(await read(Buffer.concat([raw('one\n'), frame(0, 1, [65], 0x89)]))).toMatchObject({
      text: 'one\n',
      codes: ['zstd-unsupported'],
    })
    const { text, codes } = await read(
      Buffer.concat(Array.from({ length: 3000 }, () => frame(0, 1, [65], 0x88))),
    )
    expect({ text, codes }).toEqual({ text: 'A'.repeat(3000), codes: [] })
  })

  it.each([
    ['dictionaries', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x01, 0x00, 0x07, 0x01, 0x00, 0x00])],
    ['a bit that is reserved', raw('one\n', 8)],
  ])('does not know %s', async (_, packed) => {
    expect(await read(packed)).toMatchObject({ text: '', codes: ['zstd-unsupported'] })
  })

  it('keeps every block before the damaged one', async () => {
    const blocks = Array.from({ length: 50 }, (_, i) => [4 << 3, 0, 0, ...Buffer.from(`${i + 100}\n`)]).flat()
    const packed = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, ...blocks, 7, 0, 0])
    const { text, codes } = await read(packed)
    expect(text).toBe(Array.from({ length: 50 }, (_, i) => `${i + 100}\n`).join(''))
    expect(codes).toEqual(['zstd-damaged'])
  })

  it('says in words what is wrong', async () => {
    const told = async (bytes: Uint8Array) => (await read(bytes)).messages
    expect(await told(Buffer.concat([ZSTD.subarray(0, -1), Buffer.of(0)]))).toEqual([
      'the zstd file is damaged (a checksum is wrong): what comes after is not read',
    ])
    expect(await told(frame(0, 1, [65], 0x89))).toEqual([
      'the zstd file is not read to its end (it needs more than 128 MiB of memory): zstdcat may do it',
    ])
    expect(await told(ZSTD.subarray(0, 100))).toEqual([
      'the zstd file ends early: what comes after is not there to read',
    ])
  })

  it('ends a block that asks for more than it may hold', async () => {
    // 98047 repetitions of 131074 bytes each, told in a dozen bytes: modes of one symbol for all three codes.
    const bomb = [0x08, 65, 255, 0xff, 0xff, 0x54, 1, 0, 52, ...Array<number>(40).fill(255)]
    const started = performance.now()
    expect((await read(frame(2, bomb.length, bomb, 0x50))).codes).toEqual(['zstd-damaged'])
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('xz', () => {
  it('is unpacked whatever the name says', async () => {
    const { text, compression, codes } = await read(XZ)
    expect({ text, compression, codes }).toEqual({ text: SHORT, compression: 'xz', codes: [] })
  })

  it('has streams one behind the other, with padding', async () => {
    const { text, codes } = await read(Buffer.concat([XZ, Buffer.alloc(8), XZ, XZ]))
    expect({ text, codes }).toEqual({ text: SHORT.repeat(3), codes: [] })
  })

  it('says that it ends early', async () => {
    const { text, codes } = await read(Buffer.concat([XZ, XZ.subarray(0, 200)]))
    expect(text.startsWith(SHORT)).toBe(true)
    expect((SHORT + SHORT).startsWith(text)).toBe(true)
    expect(codes).toEqual(['xz-truncated'])
  })

  it.each([20, 100, 250])('says that it is damaged at byte %i', async (at) => {
    const bad = Buffer.from(XZ)
    bad[at] = (bad[at] ?? 0) ^ 0x10
    const { codes } = await read(Buffer.concat([bad, XZ]))
    expect(codes).toEqual(['xz-damaged'])
  })

  it('takes any damage for damage, and never for an endless task', async () => {
    for (let at = 6; at < XZ.length; at++) {
      const bad = Buffer.from(XZ)
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8))
      const { text, codes } = await read(bad)
      if (text !== SHORT)
        expect(codes).toEqual([expect.stringMatching(/^xz-(?:damaged|truncated|unsupported)$/)])
    }
  })

  it('does not take the memory that a header claims', async () => {
    // A dictionary of 4 GiB less one byte: 40 in the block's header, and its checksum made anew.
    const packed = Buffer.from(XZ)
    packed[16] = 40
    packed.writeUInt32LE(crc32Of(packed.subarray(12, 20)), 20)
    expect(await read(packed)).toMatchObject({ text: '', codes: ['xz-unsupported'] })
  })

  it('says that what stands behind the last stream is none', async () => {
    const { text, codes } = await read(Buffer.concat([XZ, Buffer.alloc(4096, 65)]))
    expect({ text, codes }).toEqual({ text: SHORT, codes: ['xz-damaged'] })
  })

  it('keeps what stood before the damage in the same piece of the file', async () => {
    const bad = Buffer.concat([XZ, XZ])
    bad[XZ.length - 4] = 0xff
    expect(await read(bad)).toMatchObject({ text: SHORT, codes: ['xz-damaged'] })
  })

  it('can be empty', async () => {
    expect(await read(XZ_EMPTY)).toMatchObject({ text: '', codes: [] })
  })

  it.each([
    ['checksums of SHA-256', XZ_SHA256],
    ['filters', XZ_DELTA],
  ])('does not know %s', async (_, packed) => {
    expect(await read(packed)).toMatchObject({
      text: '',
      codes: ['xz-unsupported'],
      messages: [
        'the xz file is not read to its end (it has a filter or checksum that is not known): xzcat may do it',
      ],
    })
  })

  it('can be read at the same time as another', async () => {
    const inputs = await Promise.all([XZ, Buffer.concat([XZ, XZ])].map((bytes) => readChunks(file(bytes))))
    const texts: string[] = []
    for (const { chunks } of inputs.toReversed()) {
      let text = ''
      for await (const chunk of chunks) text += Buffer.from(chunk).toString('latin1')
      texts.push(text)
    }
    expect(texts).toEqual([SHORT + SHORT, SHORT])
  })

  it('can be left in the middle, and the next one is read', async () => {
    for (let i = 0; i < 3; i++) {
      const { chunks } = await readChunks(file(XZ))
      for await (const _ of chunks) break
    }
    expect((await read(XZ)).text).toBe(SHORT)
  })
})

describe('packed programs', () => {
  const program = Uint8Array.from({ length: 4096 }, (_, index) => (index * 31) % 256)

  it('are no logs', async () => {
    const { binary, text } = await read(gzipSync(program))
    expect(binary).toBe(true)
    expect(text).toBe(Buffer.from(program).toString('latin1'))
  })

  it('leave nothing open when they are left alone', async () => {
    const [one, two] = [frame(0, 300, [...program.subarray(0, 300)]), XZ].map((bytes) => file(bytes))
    expect((await readChunks(one ?? '')).binary).toBe(true)
    expect((await readChunks(two ?? '')).binary).toBe(false)
  })
})

describe('the time of a file', () => {
  it('is that of its last change', async () => {
    const path = file(Buffer.from('kubeReserved: {}\n'))
    utimesSync(path, 1_732_385_780, 1_732_385_780)
    expect(await readFileTime(path)).toEqual({ mtimeMs: 1_732_385_780_000, sizeBytes: 17 })
    expect((await readChunks(path)).fileWrittenMs).toBe(1_732_385_780_000)
  })

  it('is said in words where there is none', async () => {
    await expect(readFileTime(join(directory, 'none'))).rejects.toThrow('no such file')
  })

  it('is not there for a pipe', async () => {
    expect((await readChunks('/dev/null')).fileWrittenMs).toBeUndefined()
  })
})

/** Against the real commands, where this machine has them. */
describe('what the commands pack', () => {
  const long = Array.from({ length: 10_000 }, (_, i) => `[${i}.${(i * 7919) % 1e6}] pid=${(i * i) % 4096}\n`)
  const noise = createNoise(150_000)
  const texts: [string, Buffer][] = [
    ['a log', Buffer.from(long.join(''))],
    ['noise', noise],
    ['both', Buffer.concat([noise, Buffer.from(long.slice(0, 3000).join('')), noise])],
    ['one character', Buffer.alloc(1_000_000, 'x')],
    ['more than a window', Buffer.from(long.join('').repeat(12))],
    ['nothing', Buffer.alloc(0)],
  ]
  const calls: [string, string, string[]][] = [
    ...['-1', '-3', '-9', '-19', '--fast=5'].map((level): [string, string, string[]] => [
      `zstd ${level}`,
      'zstd',
      ['-q', '-c', level],
    ]),
    ['zstd --long', 'zstd', ['-q', '-c', '--ultra', '-22', '--long=27', '--no-check']],
    ['zstd with a small window', 'zstd', ['-q', '-c', '-5', '--zstd=wlog=12']],
    ['xz', 'xz', ['-c']],
    ['xz -9e', 'xz', ['-c', '-9e', '--check=crc32']],
    ['xz --lzma2', 'xz', ['-c', '--lzma2=preset=6,lc=1,lp=3,pb=4,dict=4KiB']],
    ['xz in blocks', 'xz', ['-c', '--block-size=100000', '--check=none']],
  ]
  it.each(calls)(
    '%s',
    async (_, command, args) => {
      if (!isThere(command)) return
      for (const [, text] of texts) {
        const packed = execFileSync(command, args, { input: text, maxBuffer: 2 ** 26 })
        const { text: unpacked, codes, largest } = await read(packed)
        expect(codes).toEqual([])
        expect(hashOf(Buffer.from(unpacked, 'latin1'))).toBe(hashOf(text))
        expect(largest).toBeLessThanOrEqual(2 * 1024 * 1024)
      }
    },
    60_000,
  )
})

function crc32Of(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

function isThere(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function createNoise(length: number): Buffer {
  const noise = Buffer.alloc(length)
  for (let i = 0, state = 1; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    noise[i] = state >>> 24
  }
  return noise
}

describe('what unpacks to absurdly much', () => {
  const MIB = 1024 * 1024
  const member = gzipSync(Buffer.alloc(MIB, 'A'))
  const block = frame(1, 128 * 1024, [65], 7 << 3)

  async function sizeOf(packed: Uint8Array) {
    const { chunks, problems } = await readChunks(file(packed))
    let bytes = 0
    for await (const chunk of chunks) bytes += chunk.length
    return { bytes, codes: problems.map(({ code }) => code) }
  }

  it.each([
    ['gzip', Buffer.concat(Array(300).fill(member))],
    ['zstd', Buffer.concat(Array(2400).fill(block))],
  ])('is read to 256 MiB of %s, and that is said', { timeout: 120_000 }, async (_, packed) => {
    const { bytes, codes } = await sizeOf(packed)
    expect(codes).toEqual(['unpacks-to-too-much'])
    expect(bytes).toBeLessThanOrEqual(256 * MIB)
    expect(bytes).toBeGreaterThan(255 * MIB)
  })

  it('is read whole where it is not larger than that', async () => {
    expect(await sizeOf(Buffer.concat(Array(20).fill(member)))).toEqual({ bytes: 20 * MIB, codes: [] })
  })
})
