import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'zone-mismatch'
const verdict = (log: string) => verdictOf(RULE, log)
const HIGHMEM = 'constructed/3.2-global-highmem-i386'

describe('zone-mismatch', () => {
  it('names the movable zone that kernel memory cannot use', () => {
    const [finding] = said(RULE, edited('constructed/movable-and-device-zones-5.15'))
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'Memory is free in zone Movable, which the request cannot use',
      figures: { freeTooHighBytes: 4555840 * 1024, freeInReachBytes: (15892 + 17192 + 37184) * 1024 },
    })
    expect(finding?.summary).toContain('Node 0 Normal is the largest: 37184 kB free <= 45000 kB min')
  })

  it('names high memory where lowmem is exhausted on 32 bits', () => {
    const log = edited(
      HIGHMEM,
      ['gfp_mask=0x280da', 'gfp_mask=0xd0'],
      ['HighMem free:440kB', 'HighMem free:1048576kB'],
      [' free:2396 ', ' free:264430 '],
      // GFP_KERNEL is kept out of DMA by its share of Normal alone.
      ['DMA free:5504kB', 'DMA free:3504kB'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.title).toBe('Memory is free in zone HighMem, which the request cannot use')
    expect(finding?.summary).toContain('1.00 GiB are free in HighMem')
    expect(finding?.summary).toContain('Normal is the largest: 3640 kB free <= 3728 kB min')
  })

  it('names all zones above DMA for a driver that needs low addresses', () => {
    const log = edited(
      'constructed/alloc-failure-4.12-cpuset-line',
      ['order:4, mode:0x14040c0(GFP_KERNEL|__GFP_COMP)', 'order:0, mode:0x14000c1(GFP_KERNEL|GFP_DMA)'],
      ['Node 0 DMA free:15892kB', 'Node 0 DMA free:100kB'],
      ['Node 0 DMA32 free:17192kB', 'Node 0 DMA32 free:1719200kB'],
      [' free:17567 ', ' free:439121 '],
    )
    const [finding] = said(RULE, log)
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.title).toBe('Memory is free in zone DMA32, which the request cannot use')
    expect(finding?.summary).toContain('(one page from zone DMA)')
    expect(finding?.next.join()).toContain('driver')
  })

  it('names two zones in the plural', () => {
    expect(said('zone-mismatch', edited('constructed/4.4-gfp-dma'))[0]?.title).toBe(
      'Memory is free in zones DMA32 and Normal, which the request cannot use',
    )
  })

  it('is silent where the zone above is as empty', () => {
    expect(verdict(edited(HIGHMEM, ['gfp_mask=0x280da', 'gfp_mask=0xd0']))).toBe('silent')
  })

  it('is silent where a zone in reach is above its mark', () => {
    const log = edited('constructed/movable-and-device-zones-5.15', [
      'Normal free:37184kB',
      'Normal free:97184kB',
    ])
    expect(verdict(log)).toBe('silent')
  })

  it('infers zones that 6.1 and later do not print from the totals', () => {
    const log = edited('6.12/g-slab', ['free:836 ', 'free:100836 '], ['102267 pages RAM', '302267 pages RAM'])
    const [finding] = said(RULE, log)
    expect(finding?.verdict).toBe('likely')
    expect(finding?.figures).toMatchObject({ freeTooHighBytes: 100000 * 4096 })
    // The same totals in a request that may use every zone are a line that is lost, or another node.
    expect(
      verdict(
        edited('6.12/g-noswap', ['free:456 ', 'free:100456 '], ['102267 pages RAM', '302267 pages RAM']),
      ),
    ).toBe('silent')
  })

  it('says nothing of a request whose mask was not read', () => {
    const log = edited('constructed/movable-and-device-zones-5.15', [
      'gfp_mask=0xcc0(GFP_KERNEL)',
      'gfp_mask=0x0()',
    ])
    expect(verdict(log)).toBe('silent')
  })

  it.each(['6.12/g-slab', '7.2/v2-container', '7.2/p-sysrq-f', 'constructed/3.10-el7-global'])(
    'is silent on %s',
    (name) => {
      expect(verdict(edited(name))).toBe('silent')
    },
  )

  const CASE = 'constructed/movable-and-device-zones-5.15'
  const LATER = 'free memory at the moment of the request: the dump is printed later, and some had come free'
  const DRIVER = 'find in the call trace the driver that needs memory at low addresses'
  const ZONEINFO = 'lsmem -o RANGE,SIZE,STATE,ZONES; cat /proc/zoneinfo'

  it('has no room for the names of three zones', () => {
    const log = edited(
      CASE,
      ['gfp_mask=0xcc0(GFP_KERNEL)', 'gfp_mask=0xcc1(GFP_KERNEL|GFP_DMA)'],
      ['Node 0 DMA free:15892kB', 'Node 0 DMA free:100kB'],
      ['DMA32 free:17192kB', 'DMA32 free:1719200kB'],
      ['Normal free:37184kB', 'Normal free:371840kB'],
      [' free:1156527 ', ` free:${(100 + 1719200 + 371840 + 4555840) / 4} `],
    )
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'Memory is free in zones that the request cannot use',
        summary:
          '6.33 GiB are free in DMA32 and Normal and Movable, but the request (one page from zone DMA) cannot use them. Of those that it can use, Node 0 DMA is the largest: 100 kB free <= 128 kB min.',
        overturnedBy: 'a mask that allows the zone where memory is free',
        next: [ZONEINFO, DRIVER],
        figures: { freeTooHighBytes: (1719200 + 371840 + 4555840) * 1024, freeInReachBytes: 100 * 1024 },
      },
    ])
  })

  it('looks for a driver behind a request for the first 4 GiB', () => {
    const log = edited(
      CASE,
      ['gfp_mask=0xcc0(GFP_KERNEL)', 'gfp_mask=0xcc4(GFP_KERNEL|GFP_DMA32)'],
      ['Node 0 DMA free:15892kB', 'Node 0 DMA free:5892kB'],
      [' free:1156527 ', ' free:1154027 '],
    )
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'Memory is free in zone Movable, which the request cannot use',
        next: [ZONEINFO, DRIVER],
      },
    ])
  })

  it('is likely where some had come free by the time of the dump', () => {
    const log = edited(
      CASE,
      ['Normal free:37184kB', 'Normal free:60184kB'],
      [' free:1156527 ', ' free:1162277 '],
    )
    const [finding] = said(RULE, log)
    expect(finding).toMatchObject({ verdict: 'likely', missing: [LATER] })
    expect(finding?.summary).toContain('Node 0 Normal is the largest: 60184 kB free <= 67500 kB high.')
    const smaller = edited(
      CASE,
      ['DMA32 free:17192kB', 'DMA32 free:45000kB'],
      [' free:1156527 ', ' free:1163479 '],
    )
    const [other] = said(RULE, smaller)
    expect(other).toMatchObject({ verdict: 'likely', missing: [LATER] })
    expect(other?.summary).toContain('Node 0 Normal is the largest: 37184 kB free <= 45000 kB min.')
  })

  it('is silent where the zone above has no more than its high mark, or is the memory of a device', () => {
    const small = (freeKb: number) =>
      verdict(
        edited(
          CASE,
          ['Movable free:4555840kB', `Movable free:${freeKb}kB`],
          ['managed:8388608kB', 'managed:900000kB'],
          [' free:1156527 ', ` free:${(15892 + 17192 + 37184 + freeKb) / 4} `],
        ),
      )
    expect(small(49500)).toBe('silent')
    expect(small(49504)).toBe('confirmed')
    expect(verdict(edited(CASE, ['Node 0 Movable', 'Node 0 Device']))).toBe('silent')
  })

  it.each(['free', 'high', 'managed'])('is silent where %s of the zone above was not read', (key) => {
    const log = edited(CASE)
      .replace(new RegExp(`( Movable .*?)${key}:`), '$1x:')
      .replace(/(Movable .*)present:/, '$1y:')
    expect(verdict(log)).toBe('silent')
  })

  it('goes by what is present in a zone of which it is not printed what is managed', () => {
    const log = edited(CASE).replace(/( Movable .*)managed:/, '$1x:')
    expect(verdict(log)).toBe('confirmed')
  })

  describe('zones that are not printed', () => {
    const slab = (...changes: readonly (readonly [string, string])[]) =>
      edited(
        '6.12/g-slab',
        ['free:836 ', 'free:100836 '],
        ['102267 pages RAM', '302267 pages RAM'],
        ...changes,
      )
    const ELSEWHERE =
      'where the rest of the free memory lies: zones above the one of the mask, or nodes outside of the cpuset, are not printed (/proc/zoneinfo)'

    it('are told of with the totals that show them', () => {
      expect(said(RULE, slab())).toMatchObject([
        {
          verdict: 'likely',
          title: 'Memory is free in zones that the request cannot use',
          summary:
            '390 MiB are free in zones that the dump leaves out, as kernels from 6.1 on do with those that the request (one page from zone Normal or lower) cannot use. Of those that it can use, Node 0 DMA32 is the largest: 1996 kB free <= 2208 kB min.',
          evidence: [
            { says: 'mask 0x40cc0, order 0' },
            { says: 'free 100836 pages (393 MiB) on the whole machine' },
            { says: 'Node 0 DMA: free 1348 kB (1.31 MiB), min 104 kB' },
            { says: '313 pages (1.22 MiB) kept from this request' },
            { says: 'Node 0 DMA32: free 1996 kB (1.94 MiB), min 2208 kB (2.15 MiB)' },
          ],
          missing: [ELSEWHERE],
          overturnedBy: 'a mask that allows the zone where memory is free',
          next: [
            ZONEINFO,
            'give lower zones more: less movable memory (movablecore=, hotplug as kernel zone), or a 64-bit kernel',
          ],
          figures: { freeTooHighBytes: 100000 * 4096, freeInReachBytes: (1348 + 1996) * 1024 },
        },
      ])
    })

    it('are told of where some had come free in those that are', () => {
      expect(said(RULE, slab(['DMA32 free:1996kB', 'DMA32 free:3000kB']))[0]?.missing).toEqual([
        ELSEWHERE,
        LATER,
      ])
    })

    it.each([
      ['the kernel prints all zones', [[' boost:0kB', '']]],
      [
        'a policy of which the nodes were not read holds the request',
        [['CONSTRAINT_NONE', 'CONSTRAINT_MEMORY_POLICY']],
      ],
      ['a cpuset holds the request', [['CONSTRAINT_NONE', 'CONSTRAINT_CPUSET']]],
      [
        'a node list stands in the first line',
        [
          ['order=0, oom', 'nodemask=0, order=0, oom'],
          ['oom-kill:', 'x'],
        ],
      ],
      ['hardly any of what is not printed is free', [['302267 pages RAM', '2102268 pages RAM']]],
      ['the size of the RAM was not read', [['302267 pages RAM', '302267 pages']]],
    ] as const)('are not told of where %s', (_, changes) => {
      expect(verdict(slab(...changes))).toBe('silent')
    })

    it('are not told of in a dump of which a part is lost', () => {
      expect(verdict(slab().replace(/^.*Killed process.*\n/m, ''))).toBe('silent')
    })
  })
})
