import { describe, expect, it } from 'vitest'
import { corpusCases, readTruth } from '../../../../test/support/corpus.js'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'
import { watermark } from './watermark.js'
import { failureOf, shortOf } from './zones.fixture.js'

const RULE = 'watermark'
const verdict = (log: string) => verdictOf(RULE, log)

describe('watermark', () => {
  it('shows the inequality of the largest zone and of the nearest', () => {
    const [finding] = said(RULE, edited('5.10/g-noswap'))
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'Too little was free: every usable zone was at or below its min mark',
      figures: {
        zoneCount: 2,
        freeBytes: 1388 * 1024,
        usableFreeBytes: 1388 * 1024,
        minBytes: 104 * 1024,
        lowmemReserveBytes: 323 * 4096,
      },
    })
    expect(finding?.summary).toContain('Node 0 DMA32: 2192 kB free <= 2248 kB min.')
    expect(finding?.summary).toContain('Node 0 DMA: 1388 kB free <= 104 kB min + 1292 kB lowmem_reserve.')
    expect(finding?.evidence.map(({ line, says }) => [line, says])).toEqual([
      [1, 'mask 0x100dca, order 0'],
      [33, 'Node 0 DMA: free 1388 kB (1.35 MiB), min 104 kB'],
      [34, '323 pages (1.26 MiB) kept from this request'],
      [35, 'Node 0 DMA32: free 2192 kB (2.14 MiB), min 2248 kB (2.19 MiB)'],
    ])
  })

  it('is sure of no zone whose own line is lost: its free chunks still have one', () => {
    const lost = edited('constructed/3.10-el7-global').replace(/.*free_cma:0\n|.*DMA32 free:.*\n/g, '')
    expect(verdict(lost)).toBe('likely')
  })

  it('tells the boost that is part of min', () => {
    const [finding] = said(RULE, edited('6.12/g-noswap'))
    expect(finding?.summary).toContain('Node 0 DMA32: 536 kB free <= 7176 kB min (of it 4968 kB boost).')
  })

  it.each(['5.10/g-fullboot', '6.1/g-swap', '6.12/g-slab', '7.2/g-vmalloc', '7.2/g-tmpfs'])(
    'holds in %s',
    (name) => {
      const [finding] = said(RULE, edited(name))
      expect(finding?.verdict).toBe('confirmed')
    },
  )

  it('takes the high mark where some had come free by the time of the dump', () => {
    const [finding] = said(RULE, edited('5.10/g-more-formats'))
    expect(finding).toMatchObject({
      verdict: 'likely',
      figures: { freeBytes: 1416 * 1024, highBytes: 152 * 1024 },
    })
    expect(finding?.summary).toContain(
      'Node 0 DMA was above min by then: 1416 kB free <= 152 kB high + 1292 kB',
    )
  })

  it('says no more than possible where a zone is above both marks', () => {
    const log = edited(
      '5.10/g-noswap',
      ['DMA32 free:2192kB', 'DMA32 free:9192kB'],
      ['free:895 ', 'free:2645 '],
    )
    const [finding] = said(RULE, log)
    expect(finding?.verdict).toBe('possible')
    expect(finding?.summary).toContain('Node 0 DMA32: 9192 kB free > 2248 kB min.')
  })

  it('does not lower the mark for requests that can wait, and does for those that cannot', () => {
    const failure = 'constructed/alloc-failure-4.12-cpuset-line'
    expect(verdict(edited(failure, ['order:4', 'order:0']))).toBe('confirmed')
    // GFP_ATOMIC may go down to three eighths of min: 45000 kB are 11250 pages, of which 4219 must be left.
    const atomic = edited(failure, [
      'order:4, mode:0x14040c0(GFP_KERNEL|__GFP_COMP)',
      'order:0, mode:0x1080020(GFP_ATOMIC)',
    ])
    const [finding] = said(RULE, atomic)
    expect(finding?.verdict).toBe('possible')
    expect(finding?.summary).toContain('37184 kB free > 16876 kB of min 45000 kB')
  })

  it('counts for a large request all pages but one of it', () => {
    const [finding] = said(RULE, edited('6.1/g-slab'))
    expect(finding?.summary).toContain('2172 kB free - 4 kB of the chunk itself <= 2260 kB min')
  })

  it('takes the atomic reserve off, by the release where only that tells how', () => {
    const change = ['reserved_highatomic:0KB', 'reserved_highatomic:8192KB'] as const
    const more = ['DMA32 free:2192kB', 'DMA32 free:9192kB'] as const
    const total = ['free:895 ', 'free:2645 '] as const
    expect(verdict(edited('5.10/g-noswap', change, more, total))).toBe('likely')
    const later = ['5.10.0-32-cloud-amd64', '6.12.0-cloud-amd64'] as const
    expect(verdict(edited('5.10/g-noswap', change, more, total, later))).toBe('cannot-tell')
    // 7.2 prints what is free of it.
    const free = ['free_highatomic:0KB', 'free_highatomic:8192KB'] as const
    const name = '7.2/g-noswap'
    const [finding] = said(
      RULE,
      edited(name, change, free, ['DMA32 free:484kB', 'DMA32 free:9192kB'], ['free:476 ', 'free:2653 ']),
    )
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('9192 kB free - 8192 kB highatomic <= 2188 kB min')
  })

  it('is likely where free memory has no zone line', () => {
    expect(verdict(edited('5.10/g-noswap', ['free:895 ', 'free:8950 ']))).toBe('likely')
  })

  it('needs no more than min where the line of lowmem_reserve is lost', () => {
    const lost = edited('5.10/g-noswap', ['lowmem_reserve[]: 0 0 0 0 0', 'x'])
    expect(said(RULE, lost)[0]?.summary).toContain('Node 0 DMA32: 2192 kB free <= 2248 kB min')
    const both = edited('5.10/g-noswap', ['lowmem_reserve[]: 0', 'x'])
    expect(verdict(both)).toBe('cannot-tell')
  })

  it.each([
    ['7.2/v2-container', 'silent'],
    ['constructed/mainline-2.6.34-memcg', 'silent'],
    ['7.2/p-sysrq-f', 'silent'],
    ['constructed/sysrq-4.4', 'silent'],
    ['6.12/n-alloc-failure', 'silent'],
    ['constructed/slub-failure-4.9', 'silent'],
    ['constructed/2.6.35-page-fault-mask-0', 'cannot-tell'],
    ['constructed/cut-head-5.10', 'cannot-tell'],
    ['6.1/m-global-2000-cut', 'cannot-tell'],
  ])('%s: %s', (name, expected) => {
    expect(verdict(edited(name))).toBe(expected)
  })

  it('shows a zone with a long name cut, and other names as they are', () => {
    const name = `Z${'z'.repeat(500)}`
    const [finding] = said(RULE, edited('5.10/g-noswap', ['Node 0 DMA free', `Node 0 ${name} free`]))
    expect(JSON.stringify(finding)).not.toContain('z'.repeat(201))
  })

  it('confirms every kill of a machine that ran out, whatever else is logged', () => {
    for (const one of corpusCases()) {
      const truth = readTruth(one)
      if (!/^\d.*\/g-/.test(one.name) || truth?.events.length === 0) continue
      expect(verdict(edited(one.name)), one.name).toMatch(/^(?:(?:confirmed|likely) ?)+$/)
    }
  })

  it('lowers the mark for requests that cannot wait, and is silent of min then', () => {
    const log = edited(
      'constructed/alloc-failure-4.12-cpuset-line',
      ['order:4, mode:0x14040c0(GFP_KERNEL|__GFP_COMP)', 'order:0, mode:0x1080020(GFP_ATOMIC)'],
      ['Node 0 Normal free:37184kB', 'Node 0 Normal free:10000kB'],
      [' free:17567 ', ' free:10771 '],
    )
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'No zone had more free than the request must leave',
        summary:
          'The request (one page from zone Normal or lower) needs a zone with more free than its mark, and there was none. Node 0 Normal: 10000 kB free <= 16876 kB of min 45000 kB.',
      },
    ])
  })

  const MARKS = 'Which zone was below its mark cannot be told'
  const ZONE_LINES = 'kernel log: the zone lines of Mem-Info (free, min, lowmem_reserve)'
  const HEAD = 'kernel log: the line that begins the dump, with mask and order'

  it('says what was not read of an allocation that failed', () => {
    const failure = 'constructed/alloc-failure-4.12-cpuset-line'
    const withoutZones = edited(failure).replace(/^.*(?: free:\d+kB|lowmem_reserve).*\n/gm, '')
    expect(said(RULE, withoutZones)).toMatchObject([
      {
        verdict: 'cannot-tell',
        title: MARKS,
        summary: 'The zones of the failed allocation cannot all be compared with their marks.',
        evidence: [{ line: 1, says: 'mask 0x14040c0, order 4' }],
        missing: [ZONE_LINES],
        next: ['journalctl -k  # the whole dump'],
      },
    ])
  })

  it('says that the head of an OOM was not read', () => {
    const log = edited('5.10/g-noswap').replace(/^.*invoked oom-killer.*\n/m, '')
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'cannot-tell',
        title: MARKS,
        summary: 'The zones of the OOM cannot all be compared with their marks.',
        missing: [HEAD],
      },
    ])
  })

  it('says which numbers of zones in reach were not read', () => {
    const [finding] = said(RULE, edited('5.10/g-noswap', [' min:2248kB', ''], [' high:3368kB', '']))
    expect(finding).toMatchObject({
      verdict: 'cannot-tell',
      title: MARKS,
      missing: ['free, min and lowmem_reserve of every zone that the request could use'],
    })
    expect(finding?.evidence.map(({ says }) => says)).toContain('Node 0 DMA32: free 2192 kB (2.14 MiB)')
  })

  it('is silent of a dump that may be of a memory cgroup, and not of one that has zones', () => {
    const memInfo = { zones: [{ zone: 'Normal', bytes: { free: 4096 }, line: 3 }] }
    expect(watermark.decideDump(shortOf({ scope: 'unknown' }))).toEqual([])
    expect(watermark.decideDump(shortOf({ scope: 'unknown', memInfo: { zones: [] } }))).toEqual([])
    expect(watermark.decideDump(shortOf({ scope: 'memcg', memInfo }))).toEqual([])
    expect(watermark.decideDump(shortOf({ scope: 'unknown', memInfo }))).toMatchObject([{ missing: [HEAD] }])
    expect(watermark.decideDump(shortOf())).toMatchObject([{ missing: [ZONE_LINES] }])
  })

  it('is silent of a kill that somebody asked for, and of failures that ask for no pages', () => {
    expect(watermark.decideDump(shortOf({ trigger: { manual: true } }))).toEqual([])
    expect(watermark.decideDump(failureOf({ kind: 'vmalloc' }))).toEqual([])
    expect(watermark.decideDump(failureOf({ kind: 'slub' }))).toEqual([])
    expect(watermark.decideDump(failureOf({ kind: 'stall' }))).toMatchObject([{ missing: [ZONE_LINES] }])
  })

  it('is possible for one page, whatever its list of chunks says', () => {
    const log = edited(
      '5.10/g-noswap',
      ['DMA32 free:2192kB', 'DMA32 free:9192kB'],
      ['free:895 ', 'free:2645 '],
    )
    const empty = log.replace(/(Node 0 DMA32:) 2\*4kB .*/, '$1 0*4kB 0*8kB 0*16kB 0*32kB = 0kB')
    expect(empty).not.toBe(log)
    expect(verdict(empty)).toBe('possible')
  })

  it('takes the zone that is furthest above its mark', () => {
    const log = edited(
      '5.10/g-noswap',
      ['DMA32 free:2192kB', 'DMA32 free:9192kB'],
      ['DMA free:1388kB', 'DMA free:15388kB'],
      ['free:895 ', 'free:6145 '],
    )
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'possible',
        title: 'A usable zone was above its min mark when the dump was printed',
        summary:
          'Node 0 DMA: 15388 kB free > 104 kB min + 1292 kB lowmem_reserve. So the OOM (one page from any zone) was not for want of free memory at that moment: it may have come free since.',
        missing: ['free memory at the moment of the request: the dump is printed later'],
        overturnedBy: 'proof that nothing came free between the request and the dump',
        next: [
          'sar -r, sar -B, or the monitoring of that minute: memory that came free, pages reclaimed',
          'cat /proc/zoneinfo  # free, min, low, high and protection of each zone',
        ],
      },
    ])
  })
})
