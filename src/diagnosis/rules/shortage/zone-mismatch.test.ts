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
})
