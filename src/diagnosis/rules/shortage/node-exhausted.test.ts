import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS } from '../../../../test/support/corpus.js'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'node-exhausted'
const verdict = (log: string) => verdictOf(RULE, log)

interface Truth {
  readonly before: { readonly meminfo: { readonly MemFree: number } }
  readonly events: readonly { readonly victim: { readonly anonRssKbAtLeast: number } }[]
}

const CASES = ['5.10', '6.1', '6.12', '7.2'].flatMap((series) => [
  `${series}/g-numa-cpuset`,
  `${series}/g-numa-mempolicy`,
])

describe('node-exhausted', () => {
  it.each([...CASES, '5.10/g-numa-cpuset-v1', '6.1/g-numa-cpuset-v1'])('%s', (name) => {
    const [finding, ...others] = said(RULE, edited(name))
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'NUMA node 1 had no memory left while other nodes did',
    })
    const what = name.includes('cpuset')
      ? 'The cpuset lets the request use node 1 only'
      : 'The memory policy lets'
    expect(finding?.summary).toContain(what)
    // What was free before, less what the victim had touched when it died, is free on the other node.
    const truth = JSON.parse(readFileSync(join(CORPUS, name, 'truth.json'), 'utf8')) as Truth
    const expected = truth.before.meminfo.MemFree - (truth.events[0]?.victim.anonRssKbAtLeast ?? 0)
    const free = Number(finding?.figures?.freeElsewhereBytes) / 1024
    expect(Math.abs(free - expected) / expected, `${free} of ${expected} kB`).toBeLessThan(0.05)
  })

  it('shows both sides with their lines', () => {
    const [finding] = said(RULE, edited('5.10/g-numa-cpuset'))
    expect(finding?.summary).toContain('with 1016 KiB free (Node 1 DMA32: 1016 kB free <= 1036 kB min)')
    expect(finding?.summary).toContain('248 MiB of 319 MiB are free on other nodes')
    expect(finding?.evidence.map(({ says }) => says)).toEqual([
      'mask 0x100dca, order 0',
      'free 63946 pages (249 MiB) on the whole machine',
      'Node 1 DMA32: free 1016 kB, min 1036 kB (1.01 MiB)',
      'CONSTRAINT_CPUSET, mems_allowed=1',
    ])
    expect(finding?.figures).toEqual({
      freeAllowedBytes: 1016 * 1024,
      freeElsewhereBytes: (63946 - 254) * 4096,
      ramElsewhereBytes: 130939 * 4096 - 196468 * 1024,
    })
  })

  it('reads the other nodes where they are printed, as until 2.6.38', () => {
    const log = edited(
      'constructed/4.4-global-numa',
      ['mems_allowed=0-1', 'mems_allowed=1'],
      ['Node 0 Normal free:29272kB', 'Node 0 Normal free:2927200kB'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.evidence.map(({ says }) => says)).toContain('Node 0 Normal: free 2927200 kB (2.79 GiB)')
  })

  it('is silent where the other nodes are empty too', () => {
    expect(verdict(edited('5.10/g-numa-cpuset', ['free:63946 ', 'free:1800 ']))).toBe('silent')
  })

  it('only infers other nodes without the oom-kill line', () => {
    const log = edited(
      '5.10/g-numa-mempolicy',
      ['order=0, oom', 'nodemask=1, order=0, oom'],
      ['oom-kill:', 'x'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing.join()).toContain('the other nodes')
  })

  it('cannot tell without the total of the machine', () => {
    expect(verdict(edited('5.10/g-numa-cpuset', ['free:63946 ', 'x:63946 ']))).toBe('cannot-tell')
    expect(verdict(edited('5.10/g-numa-cpuset', [' pages RAM', ' pages of']))).toBe('cannot-tell')
  })

  it.each([
    '6.12/g-noswap',
    'constructed/4.9-global',
    'constructed/4.4-global-numa',
    'constructed/rpi-4.19-no-numa',
    '7.2/v2-container',
    '7.2/p-sysrq-f',
  ])('is silent on %s', (name) => {
    expect(verdict(edited(name))).toBe('silent')
  })

  it('does not print endless lists of nodes', () => {
    const nodes = `1,${Array.from({ length: 900 }, (_, at) => at + 10).join(',')}`
    const [finding] = said(RULE, edited('5.10/g-numa-cpuset', ['mems_allowed=1', `mems_allowed=${nodes}`]))
    expect(finding?.title).toBe('The allowed NUMA nodes had no memory left while other nodes did')
    expect(finding?.summary.length).toBeLessThan(600)
  })

  const LATER = 'free memory at the moment of the request: the dump is printed later, and some had come free'
  const CPUSET = '5.10/g-numa-cpuset'

  it.each([
    ['1-2', 'NUMA nodes 1-2 had no memory left while other nodes did', 'nodes 1-2'],
    [
      '1,3,5,7,9,11',
      'NUMA nodes 1,3,5,7,9,11 had no memory left while other nodes did',
      'nodes 1,3,5,7,9,11',
    ],
    [
      '1,3,5,7,10,11',
      'The allowed NUMA nodes had no memory left while other nodes did',
      'nodes 1,3,5,7,10,11',
    ],
  ])('names the nodes %s', (nodes, title, words) => {
    const [finding] = said(RULE, edited(CPUSET, ['mems_allowed=1', `mems_allowed=${nodes}`]))
    expect(finding?.title).toBe(title)
    expect(finding?.summary).toBe(
      `The cpuset lets the request use ${words} only, with 1016 KiB free (Node 1 DMA32: 1016 kB free <= 1036 kB min); 248 MiB of 319 MiB are free on other nodes.`,
    )
  })

  it('is likely where some had come free by the time of the dump, and silent where enough had', () => {
    const free = (kb: number) => edited(CPUSET, ['Node 1 DMA32 free:1016kB', `Node 1 DMA32 free:${kb}kB`])
    expect(said(RULE, free(1300))).toMatchObject([
      {
        verdict: 'likely',
        summary:
          'The cpuset lets the request use node 1 only, with 1.26 MiB free (Node 1 DMA32: 1300 kB free <= 1548 kB high); 248 MiB of 319 MiB are free on other nodes.',
        missing: [LATER],
      },
    ])
    expect(verdict(free(1552))).toBe('silent')
  })

  it('shows the mark that the largest zone is below', () => {
    const log = edited(
      'constructed/4.4-global-numa',
      ['mems_allowed=0-1', 'mems_allowed=0'],
      ['Node 0 DMA32 free:18432kB', 'Node 0 DMA32 free:62000kB'],
      ['Node 1 Normal free:39920kB', 'Node 1 Normal free:3992000kB'],
    )
    const [finding] = said(RULE, log)
    expect(finding).toMatchObject({
      verdict: 'likely',
      missing: [LATER],
      figures: {
        freeAllowedBytes: (15900 + 62000 + 29272) * 1024,
        freeElsewhereBytes: 3992000 * 1024,
        ramElsewhereBytes: 16777216 * 1024,
      },
    })
    expect(finding?.summary).toContain('(Node 0 Normal: 29272 kB free <= 38400 kB min)')
    expect(finding?.evidence.map(({ says }) => says)).not.toContain('on the whole machine')
  })

  it('adds up what is free on all other nodes that are printed', () => {
    const log = edited(
      'constructed/4.4-global-numa',
      ['mems_allowed=0-1', 'mems_allowed=1'],
      ['Node 0 Normal free:29272kB', 'Node 0 Normal free:2927200kB'],
    )
    const [finding] = said(RULE, log)
    expect(finding).toMatchObject({
      missing: [],
      figures: {
        freeAllowedBytes: 39920 * 1024,
        freeElsewhereBytes: (15900 + 18432 + 2927200) * 1024,
        ramElsewhereBytes: (15988 + 2080640 + 14680064) * 1024,
      },
    })
    expect(finding?.evidence.map(({ says }) => says).join()).not.toContain('on the whole machine')
  })

  it('cannot leave out that higher zones of the same node are free, on kernels that do not print them', () => {
    const kernel = (name: string, from: string) =>
      said(RULE, edited(name, [from, 'gfp_mask=0xcc0(GFP_KERNEL)']))[0]
    expect(
      kernel('6.12/g-numa-cpuset', 'gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)'),
    ).toMatchObject({
      verdict: 'likely',
      missing: [
        'the zones of the same nodes that the request cannot use, which are not printed (/proc/zoneinfo)',
      ],
    })
    expect(kernel(CPUSET, 'gfp_mask=0x100dca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO)')).toMatchObject({
      verdict: 'confirmed',
      missing: [],
    })
  })

  it('knows other nodes that such a kernel prints all the same', () => {
    const log = edited(
      '6.12/g-numa-cpuset',
      ['gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)', 'gfp_mask=0x100cc0(GFP_USER)'],
      [
        'Node 1 DMA32 free:556kB',
        'Node 0 DMA32 free:248000kB boost:0kB min:1048kB low:1308kB high:1568kB present:327284kB managed:300000kB\n[   23.238434] Node 1 DMA32 free:556kB',
      ],
    )
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'confirmed',
        missing: [],
        figures: { freeElsewhereBytes: 248000 * 1024, ramElsewhereBytes: 327284 * 1024 },
      },
    ])
  })

  it('says what it would need, of a cpuset and of a policy', () => {
    const untold = {
      verdict: 'cannot-tell',
      title: 'Whether other NUMA nodes had memory cannot be told',
      missing: ['kernel log: Mem-Info with "free:" of the machine, the zone lines, and "pages RAM"'],
      next: ['journalctl -k  # the whole dump', 'numactl --hardware; numastat -m'],
    }
    const total = [' pages RAM', ' pages of'] as const
    expect(said(RULE, edited(CPUSET, total))).toMatchObject([
      {
        ...untold,
        summary:
          'The cpuset lets the request use some nodes only, and the free memory of these or of the machine was not read.',
        evidence: [{ says: 'mask 0x100dca, order 0' }, { says: 'CONSTRAINT_CPUSET, mems_allowed=1' }],
      },
    ])
    expect(said(RULE, edited('5.10/g-numa-mempolicy', total))).toMatchObject([
      {
        ...untold,
        summary:
          'The memory policy lets the request use some nodes only, and the free memory of these or of the machine was not read.',
        evidence: [{ says: 'mask 0x100dca, order 0' }, { says: 'CONSTRAINT_MEMORY_POLICY, nodemask=1' }],
      },
    ])
    const mark = edited(CPUSET, [' min:1036kB', ''], [' high:1548kB', ''])
    expect(verdict(mark)).toBe('cannot-tell')
  })

  it('is silent where the first line alone names the nodes and the total was not read', () => {
    const log = edited(
      '5.10/g-numa-mempolicy',
      ['order=0, oom', 'nodemask=1, order=0, oom'],
      ['oom-kill:', 'x'],
      [' pages RAM', ' pages of'],
    )
    expect(verdict(log)).toBe('silent')
  })

  it('names what follows from the size of the machine alone', () => {
    const log = edited(
      '5.10/g-numa-mempolicy',
      ['order=0, oom', 'nodemask=1, order=0, oom'],
      ['oom-kill:', 'x'],
    )
    expect(said(RULE, log)[0]?.missing).toContain(
      'the other nodes: that there are any follows from the size of the machine (numactl --hardware)',
    )
  })
})
