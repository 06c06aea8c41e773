import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'fragmentation'
const verdict = (log: string) => verdictOf(RULE, log)

/** A thread's stack of 16.0 KiB on 4.12, and all that is free are single pages and pairs. */
const FAILURE = 'constructed/alloc-failure-4.12-cpuset-line'
const NORMAL =
  '2200*4kB (UME) 1300*8kB (UM) 520*16kB (UME) 190*32kB (ME) 40*64kB (M) 6*128kB (UM) 1*256kB (M) 0*512kB 0*1024kB 0*2048kB 0*4096kB = 37184kB'
const OLD =
  '2200*4kB (UEM) 1300*8kB (UEM) 520*16kB (UM) 190*32kB (EM) 40*64kB (M) 6*128kB (UM) 1*256kB (M) 0*512kB 0*1024kB 0*2048kB 0*4096kB = 37184kB'
const PAIRS =
  '60000*4kB (UME) 20000*8kB (UM) 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 400000kB'

function fragmented(buddy: string, ...changes: readonly (readonly [string, string])[]): string {
  return edited(
    FAILURE,
    ['order:4', 'order:2'],
    ['Node 0 Normal free:37184kB', 'Node 0 Normal free:400000kB'],
    [' free:17567 ', ' free:108271 '],
    [NORMAL, buddy],
    ...changes,
  )
}

describe('fragmentation', () => {
  it('shows the largest usable chunk against the order', () => {
    const [finding] = said(RULE, fragmented(PAIRS))
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'Memory is free, but no usable chunk of order 2 (16.0 KiB)',
      figures: { order: 2, requestBytes: 16384, largestChunkBytes: 8192, freeBytes: 400000 * 1024 },
    })
    expect(finding?.summary).toContain(
      '400000 kB free - 52752 kB highatomic at most - 12 kB of the chunk itself > 45000 kB min',
    )
    expect(finding?.summary).toContain(
      'the largest free chunk that the request may use is 8.00 KiB, and it needs 16.0 KiB',
    )
    expect(finding?.evidence.map(({ says }) => says)).toContain('Node 0 Normal: largest usable chunk 8kB')
    expect(verdictOf('watermark', fragmented(PAIRS))).toBe('silent')
  })

  it('does not count chunks of lists that the request may not use', () => {
    const letters = PAIRS.replace('0*16kB 0*32kB', '500*16kB (CI) 9*32kB (H)')
    expect(verdict(fragmented(letters))).toBe('confirmed')
    expect(verdict(fragmented(letters.replace('(CI)', '(EC)')))).toBe('silent')
  })

  it('lets movable requests have chunks in CMA areas, and atomic ones the atomic reserve', () => {
    const cma = fragmented(PAIRS.replace('0*16kB', '500*16kB (C)'))
    expect(verdict(cma.replace('0x14040c0(GFP_KERNEL|__GFP_COMP)', '0x14200ca(GFP_HIGHUSER_MOVABLE)'))).toBe(
      'silent',
    )
    const high = fragmented(PAIRS.replace('0*16kB', '500*16kB (H)'))
    expect(verdict(high.replace('0x14040c0(GFP_KERNEL|__GFP_COMP)', '0x1080020(GFP_ATOMIC)'))).toBe('silent')
  })

  it('notes orders for which the kernel does not try hard', () => {
    const [finding] = said(RULE, fragmented(PAIRS, ['order:2', 'order:4']))
    expect(finding?.summary).toContain('Order 4 is above 3')
    expect(finding?.title).toBe('Memory is free, but no usable chunk of order 4 (64.0 KiB)')
  })

  it('is silent where a chunk is large enough, and where it is memory that is short', () => {
    expect(verdict(fragmented(NORMAL))).toBe('silent')
    expect(verdictOf('watermark', fragmented(NORMAL))).toBe('possible')
    expect(verdict(edited(FAILURE))).toBe('silent')
    expect(verdict(edited('6.1/g-slab'))).toBe('silent')
  })

  it('is silent where it is not known which node may be used', () => {
    const oneNode = [
      '0x14040c0(GFP_KERNEL|__GFP_COMP)',
      '0x14440c0(GFP_KERNEL|__GFP_COMP|__GFP_THISNODE)',
    ] as const
    expect(verdict(fragmented(PAIRS, oneNode))).toBe('silent')
  })

  it('is silent for single pages', () => {
    expect(verdict(fragmented(PAIRS, ['order:2', 'order:0']))).toBe('silent')
  })

  it('cannot tell without the list of chunks', () => {
    expect(verdict(fragmented(PAIRS, ['Node 0 Normal: 60000*4kB', 'x']))).toBe('cannot-tell')
  })

  it('checks all orders as kernels before 4.4 did', () => {
    // 100000 pages free; of those in chunks of 8 kB and larger 256 are left, and half of min, 5625 pages, would be needed.
    const few =
      '99744*4kB (UEM) 0*8kB 64*16kB (R) 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 400000kB'
    const log = edited(
      'constructed/alloc-failure-3.10-el7',
      ['order:2, mode:0x4020', 'order:2, mode:0x40d0'],
      ['Node 0 Normal free:37184kB', 'Node 0 Normal free:400000kB'],
      [' free:17567 ', ' free:108271 '],
      [OLD, few],
    )
    const found = said(RULE, log)
    expect(found.map(({ verdict }) => verdict)).toEqual(['confirmed'])
    // The OOM that follows asked for one page.
    expect(said('watermark', log).map(({ events }) => events)).toEqual([['oom-1']])
    expect(found[0]?.summary).toContain(
      'too few of its chunks are as large as 16.0 KiB for kernels before 4.4',
    )
  })

  it('survives an order that no kernel has', () => {
    for (const order of ['21', '999999', '-1', '-7'])
      expect(verdict(fragmented(PAIRS, ['order:2', `order:${order}`]))).toBe('silent')
  })

  const COSTLY =
    ' Order 4 is above 3: the kernel does not try hard for such a request, it is the caller that must do with less.'
  const NORMAL_IS_ABOVE =
    'Node 0 Normal is above its mark (400000 kB free - 52752 kB highatomic at most - 60 kB of the chunk itself > 45000 kB min)'

  it('tells of a costly order what an allocation and what an OOM means', () => {
    const failed = fragmented(PAIRS, ['order:2', 'order:4'])
    expect(said(RULE, failed)[0]?.summary).toBe(
      `${NORMAL_IS_ABOVE}, but the largest free chunk that the request may use is 8.00 KiB, and it needs 64.0 KiB.${COSTLY}`,
    )
    const killed = edited('constructed/3.13-order-2-at-fork', ['order=2', 'order=4'])
    expect(said(RULE, killed)[0]?.summary).toMatch(
      / Order 4 is above 3: the kernel normally lets such a request fail and kills nobody\.$/,
    )
    const third = edited('constructed/3.13-order-2-at-fork', ['order=2', 'order=3'])
    expect(said(RULE, third)[0]?.summary).toMatch(/and it needs 32\.0 KiB\.$/)
  })

  it('says where no chunk at all may be used', () => {
    const lent = PAIRS.replace('(UME)', '(C)').replace('(UM)', '(I)')
    const [finding] = said(RULE, fragmented(lent))
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      summary:
        'Node 0 Normal is above its mark (400000 kB free - 52752 kB highatomic at most - 12 kB of the chunk itself > 45000 kB min), but none of its free chunks may be used for the request.',
      figures: { largestChunkBytes: 0 },
    })
    expect(finding?.evidence.map(({ says }) => says)).toContain('Node 0 Normal: no usable chunk')
  })

  it('says for what it lacks the list of chunks', () => {
    const asked = {
      verdict: 'cannot-tell',
      title: 'Whether free memory was in too small chunks cannot be told',
      missing: ['kernel log: the list of free chunks of each zone ("Node 0 Normal: 90*4kB …")'],
      next: ['journalctl -k  # the whole dump'],
    }
    const failed = fragmented(PAIRS, ['Node 0 Normal: 60000*4kB', 'x'])
    expect(said(RULE, failed)).toMatchObject([
      {
        ...asked,
        summary:
          'The failed allocation asked for order 2, and Node 0 Normal is above its mark, but its list of free chunks was not read.',
        evidence: [
          { line: 1, says: 'mask 0x14040c0, order 2' },
          { line: 28, says: 'Node 0 Normal: free 400000 kB (390 MiB), min 45000 kB (43.9 MiB)' },
        ],
      },
    ])
    const killed = edited('constructed/3.13-order-2-at-fork').replace(/^.*Node 0 DMA32: \d+\*4kB.*\n/m, '')
    expect(said(RULE, killed)).toMatchObject([
      {
        ...asked,
        summary:
          'The OOM asked for order 2, and Node 0 DMA32 is above its mark, but its list of free chunks was not read.',
      },
    ])
  })

  it('is likely where the release alone tells that all orders are checked', () => {
    const few =
      '99744*4kB (UEM) 0*8kB 64*16kB (M) 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 400000kB'
    const log = edited(
      'constructed/alloc-failure-3.10-el7',
      ['order:2, mode:0x4020', 'order:2, mode:0x40d0'],
      ['Node 0 Normal free:37184kB', 'Node 0 Normal free:400000kB'],
      [' free:17567 ', ' free:108271 '],
      [OLD, few],
    ).replaceAll('(R)', '(M)')
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'likely',
        missing: ['the check of orders: the release says that the kernel is older than 4.4'],
        figures: { largestChunkBytes: 16384 },
      },
    ])
  })

  it('is likely where free memory has no zone line', () => {
    expect(verdict(fragmented(PAIRS, [' free:108271 ', ' free:208271 ']))).toBe('likely')
  })
})
