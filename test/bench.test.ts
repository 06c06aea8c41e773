import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { denseLog } from '../bench/logs/dense.js'
import { kubeletLog } from '../bench/logs/kubelet.js'
import type { Log } from '../bench/logs/log.js'
import { sparseLog } from '../bench/logs/sparse.js'
import { parse } from '../src/index.js'

const SMALL: Readonly<Record<string, () => Log>> = {
  sparse: () => sparseLog(2_000_000, 250_000),
  dense: () => denseLog(5, 1000),
  'many tasks': () => denseLog(1, 3000),
  'kubelet, raw': () => kubeletLog(1_000_000, 'v1.20', 'raw'),
  'kubelet, short': () => kubeletLog(1_000_000, 'v1.32', 'short'),
}

function textOf(log: () => Log): string {
  return [...log().pieces].join('')
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

describe.each(Object.entries(SMALL))('the log of the benchmarks: %s', (_name, make) => {
  it('is the same each time, and as long as it says', () => {
    const log = make()
    const text = [...log.pieces].join('')
    expect(hash(textOf(make))).toBe(hash(text))
    expect(log.written.bytes).toBe(Buffer.byteLength(text))
    expect(log.written.lines).toBe(text.split('\n').length - 1)
  })

  it('has the events that were written, and nothing that cannot be explained', () => {
    const log = make()
    const { events, inputs } = parse([...log.pieces].join(''), { year: 2026 })
    const ooms = events.filter((event) => event.type === 'oom')
    expect(ooms).toHaveLength(log.written.ooms)
    for (const oom of ooms) expect(oom.completeness).toMatchObject({ complete: true, missing: [] })
    expect(events.filter((event) => event.type === 'kubelet-start')).toHaveLength(log.written.kubeletStarts)
    expect(inputs.flatMap(({ problems }) => problems)).toEqual([])
  })
})

describe('sizes', () => {
  it('a sparse log has an OOM each time that so many bytes are full', () => {
    const log = sparseLog(2_000_000, 250_000)
    const length = textOf(() => log).length
    expect(length).toBeGreaterThanOrEqual(2_000_000)
    expect(length).toBeLessThan(2_020_000)
    expect(log.written.ooms).toBe(8)
  })

  it('a dump with 850 tasks has about 110 kB, and each task', () => {
    const log = denseLog(2, 850)
    const text = textOf(() => log)
    expect(text.length / 2).toBeGreaterThan(105_000)
    expect(text.length / 2).toBeLessThan(115_000)
    for (const oom of parse(text).events) expect(oom.type === 'oom' && oom.tasks).toHaveLength(850)
  })

  it('a kubelet log has its one start before it is long', () => {
    const log = kubeletLog(300_000, 'v1.20', 'raw')
    expect(textOf(() => log).length).toBeGreaterThanOrEqual(300_000)
    expect(log.written.kubeletStarts).toBe(2)
  })
})
