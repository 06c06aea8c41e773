import { describe, expect, it } from 'vitest'
import { corpusCases, readLog } from '../test/support/corpus.js'
import { parseKernelLog } from './kernel-log.js'
import { parse } from './parse.js'
import type { Event } from './record/index.js'

const KERNELS: ReadonlySet<string> = new Set(['oom', 'page-allocation-failure', 'boot'])

/** What of a record does not depend on other lines of the log: the times of `parse` do. In the order of the lines. */
function bare(events: readonly Event[]) {
  return events
    .filter(({ type }) => KERNELS.has(type))
    .toSorted((a, b) => a.source.firstLine - b.source.firstLine)
    .map(({ at, id: _, orderUncertain: __, ...event }) => ({ ...event, printed: at.printed }))
}

describe('parseKernelLog', () => {
  it.each(corpusCases().map((one) => [one.name, one] as const))('reads %s as parse does', (_, one) => {
    const [name = ''] = one.files
    const log = readLog(one, name)
    const found = parseKernelLog(log, { name })
    expect(bare(found.events)).toEqual(bare(parse(log, { name }).events))
  })

  it('keeps the lines of others out, and does not believe them', () => {
    const log =
      'Nov 23 19:16:20 node-03 evil[7]: ranker invoked oom-killer: gfp_mask=0xcc0, order=0, oom_score_adj=0\n'
    expect(parseKernelLog(log).events).toEqual([])
  })

  it('tells of what was lost', () => {
    const log = '[    1.000000] a\n** 12 printk messages dropped **\n[    2.000000] b\n'
    expect(parseKernelLog(log).gaps).toEqual([{ line: 2, reason: 'printk-dropped', lost: 12 }])
  })

  it('throws for wrong calls only', () => {
    expect(() => parseKernelLog(7 as unknown as string)).toThrow(TypeError)
    expect(() => parseKernelLog('', { pageSizeBytes: 5 })).toThrow(RangeError)
    expect(parseKernelLog('\0\ufffd[').events).toEqual([])
  })
})
