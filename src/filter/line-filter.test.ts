import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchor } from '../grammar/index.js'
import { LineFilter } from './line-filter.js'
import { Scanner } from './scanner.js'

const ANCHORS = [anchor('NEEDLE'), anchor('maybe', (bytes, at) => bytes[at + 5] === 33)]

const scanner = Scanner.create(ANCHORS.map(({ places }) => ({ bytes: places })))
if (scanner === undefined) throw new Error('no WebAssembly here')
const shared = scanner

/** What is handed on, with `(n)` for n lines that were left out. */
function filtered(text: string, { chunk = 1 << 20, isIdle = (): boolean => true, isInLine = false } = {}) {
  let out = ''
  let lines = 0
  let bytes = 0
  const sink = {
    pass(part: Uint8Array) {
      out += Buffer.from(part).toString('latin1')
      bytes += part.length
    },
    skip(count: number, length: number) {
      out += `(${count})\n`
      lines += count
      bytes += length
    },
    get isIdle() {
      return isIdle()
    },
  }
  const filter = new LineFilter(shared, ANCHORS, sink, isInLine)
  const all = Buffer.from(text, 'latin1')
  for (let at = 0; at < all.length; at += chunk) filter.write(all.subarray(at, at + chunk))
  filter.flush()
  return { out, lines, bytes }
}

function plain(count: number, from = 0): string {
  return Array.from(
    { length: count },
    (_, index) => `line ${String(from + index).padStart(6, '0')} of no use\n`,
  ).join('')
}

const LINE_LENGTH = plain(1).length

describe('lines that are left out', () => {
  it('are counted, but the last ones are read', () => {
    const { out, lines, bytes } = filtered(plain(1000))
    expect(bytes).toBe(1000 * LINE_LENGTH)
    expect(lines).toBe(1000 - Math.floor(4096 / LINE_LENGTH))
    expect(out.startsWith(`(${lines})\nline`)).toBe(true)
    expect(out.endsWith(plain(1, 999))).toBe(true)
  })

  it('are none before an anchor by four lines, nor behind it by eight', () => {
    const { out } = filtered(`${plain(500)}a NEEDLE here\n${plain(500)}`)
    expect(out.startsWith(`(496)\n${plain(4, 496)}a NEEDLE here\n${plain(8)}(`)).toBe(true)
  })

  it('are not those that an indented anchor goes on with', () => {
    const indented = Array.from({ length: 20 }, (_, index) => `   ${index}\n`).join('')
    const { out } = filtered(`${plain(500)}head\n${indented}   NEEDLE\n${plain(500)}`)
    expect(out).toContain(`\nhead\n${indented}   NEEDLE\n`)
  })

  it('are those with an anchor that is not confirmed', () => {
    expect(filtered(`${plain(500)}maybe not\n${plain(500)}`).out).not.toContain('maybe')
    expect(filtered(`${plain(500)}maybe!\n${plain(500)}`).out).toContain('maybe!')
  })

  it('are none while the sink is in the middle of something', () => {
    let asked = 0
    const { out, lines } = filtered(plain(5000), { isIdle: () => ++asked > 3 })
    const read = out.slice(0, out.indexOf('('))
    expect(plain(5000).startsWith(read)).toBe(true)
    expect(read.length).toBeGreaterThan(512 + 1024 + 2048)
    expect(lines).toBeGreaterThan(3000)
  })

  it('are none around a NUL byte', () => {
    const { lines } = filtered(`${plain(500)}a\0b\n${plain(500)}`)
    expect(lines).toBe(0)
  })

  it('are all but some in each quarter of a megabyte, which tell the time', () => {
    const { out } = filtered(plain(40_000), { chunk: 64 * 1024 })
    const samples = out.split(/\(\d+\)\n/).filter((part) => part !== '')
    expect(samples.length).toBeGreaterThanOrEqual(3)
    expect(samples.slice(0, -1).every((part) => part.split('\n').length === 3)).toBe(true)
  })
})

describe('lines that are longer than the memory', () => {
  it('are handed on, with what follows read as lines again', () => {
    const long = 'x'.repeat(3_000_000)
    const { out, bytes } = filtered(`${long}NEEDLE\n${plain(1000)}`)
    expect(out.startsWith(`${long}NEEDLE\n(`)).toBe(true)
    expect(bytes).toBe(3_000_007 + 1000 * LINE_LENGTH)
  })

  it('may be what the bytes begin in', () => {
    const { out } = filtered(`rest of a line\n${plain(1000)}`, { isInLine: true })
    expect(out.startsWith('rest of a line\n(')).toBe(true)
  })
})

it('hands on each line with an anchor, in order, wherever the chunks end', () => {
  const line = fc.oneof(
    { weight: 20, arbitrary: fc.constant('nothing at all, only words') },
    { weight: 1, arbitrary: fc.constantFrom('a NEEDLE', 'NEEDLE', 'maybe!', ' NEEDLE', 'NEEDLENEEDLE') },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 900 }), fc.integer({ min: 1, max: 9000 }), (all, chunk) => {
      const text = all.map((one) => `${one.replaceAll(/[^ -~]/g, '')}\n`).join('')
      const { out, lines, bytes } = filtered(text, { chunk })
      expect(bytes).toBe(text.length)
      const read = out.split('\n').filter((one) => !/^\(\d+\)$/.test(one))
      expect(read.length - 1 + lines).toBe(all.length)
      const wanted = (one: string) => one.includes('NEEDLE') || one.includes('maybe!')
      expect(read.filter(wanted)).toEqual(text.split('\n').filter(wanted))
    }),
  )
})
