import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'swap-state'

describe('swap-state', () => {
  // The limits and sizes are those that the machines were set up with.
  it.each([
    ['6.1/g-noswap', 'The machine has no swap', { swapTotalBytes: 0 }],
    [
      '6.1/g-swap',
      "The machine's swap was full: 95.9 MiB used up",
      { swapTotalBytes: 98300 * 1024, swapFreeBytes: 0 },
    ],
    [
      '6.12/g-swap',
      "The machine's swap was full: 95.9 MiB used up",
      { swapTotalBytes: 98300 * 1024, swapFreeBytes: 32 * 1024 },
    ],
    ['6.12/g-zram-swap', "The machine's swap was full: 127 MiB used up", { swapTotalBytes: 131068 * 1024 }],
    ['6.12/v2-swapmax-zero', 'The cgroup may not use swap', { swapLimitBytes: 0, swapUsageBytes: 0 }],
    [
      '6.1/v2-swapmax',
      "The cgroup's swap was full: 24.0 MiB of 24.0 MiB",
      { swapLimitBytes: 24 * 1024 ** 2 },
    ],
    [
      '7.2/v2-swapmax',
      "The cgroup's swap was full: 23.8 MiB of 24.0 MiB",
      { swapLimitBytes: 24 * 1024 ** 2 },
    ],
    ['5.10/v1-memsw', "The cgroup's swap was full: 32.0 MiB of 32.0 MiB", { swapLimitBytes: 32 * 1024 ** 2 }],
    ['6.1/v1-memsw', "The cgroup's swap was full: 31.7 MiB of 32.0 MiB", { swapLimitBytes: 32 * 1024 ** 2 }],
  ])('%s: %s', (name, title, figures) => {
    expect(said(RULE, edited(name))[0]).toMatchObject({ verdict: 'confirmed', title, figures })
  })

  describe('asks the machine where an old dump of a cgroup has its memory too', () => {
    const OLD = 'constructed/mainline-2.6.34-memcg'
    const titles = (log: string) => said(RULE, log).map(({ title }) => title)
    const half = ['Free swap  = 0kB', 'Free swap  = 50000kB'] as const
    const swap = ['Total swap = 0kB', 'Total swap = 100000kB'] as const
    const usedUp = "The machine's swap was full: 97.6 MiB used up"

    it('and the cgroup has no limit on swap, or none is counted', () => {
      expect(titles(edited(OLD))).toEqual(['The machine has no swap'])
      expect(titles(edited(OLD, swap))).toEqual([usedUp])
      expect(titles(edited(OLD, swap, half))).toEqual(["50% of the machine's swap was free"])
      expect(titles(edited(OLD, swap, ['swap: usage 524288kB', 'swap: usage 0kB']))).toEqual([usedUp])
      expect(titles(edited(OLD, swap).replace(/^.*memory\+swap: .*\n/m, ''))).toEqual([usedUp])
    })

    it('and not where the cgroup may have no more of it', () => {
      const limited = ['limit 9007199254740991kB', 'limit 524288kB'] as const
      expect(titles(edited(OLD, swap, limited))).toEqual(['The cgroup may not use swap'])
    })

    it('unless the machine does not tell either', () => {
      const lost = edited(OLD).replace(/^.*Total swap = .*\n/m, '')
      expect(titles(lost)).toEqual([
        'The cgroup may use swap without limit; whether there is any is not told',
      ])
    })
  })

  it('keeps "no limit" apart: whether the machine has swap is in no newer dump of a cgroup', () => {
    for (const name of ['6.1/v2-container', '6.1/v1-docker'])
      expect(said(RULE, edited(name))[0]).toMatchObject({
        verdict: 'cannot-tell',
        figures: { swapLimitBytes: 'unlimited', swapUsageBytes: 0 },
      })
  })

  it('a memory+swap limit as large as the memory limit leaves nothing for swap', () => {
    const log = edited('5.10/v1-memsw', ['usage 73728kB, limit 73728kB', 'usage 40936kB, limit 40960kB'])
    expect(said(RULE, log)[0]).toMatchObject({ verdict: 'confirmed', title: 'The cgroup may not use swap' })
  })

  it('a sum that is full while memory is below its limit is that of memory and swap, not a swap of negative room', () => {
    const log = edited('5.10/v1-memsw', [
      'memory: usage 40936kB, limit 40960kB',
      'memory: usage 20936kB, limit 40960kB',
    ])
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'confirmed',
      title: 'Memory and swap together were full: 72.0 MiB of 72.0 MiB',
      figures: { memorySwapUsageBytes: 73728 * 1024, memorySwapLimitBytes: 73728 * 1024 },
    })
    // Neither is full: swap may have all that memory leaves of the sum.
    const below = log.replaceAll('usage 73728kB, limit 73728kB', 'usage 63728kB, limit 73728kB')
    expect(said(RULE, below)[0]).toMatchObject({
      verdict: 'possible',
      figures: { swapUsageBytes: (63728 - 20936) * 1024, swapLimitBytes: (73728 - 20936) * 1024 },
    })
  })

  it('does not read "none in use" from a counter that is switched off (swapaccount=0)', () => {
    const log = edited('5.10/v1-memsw', [
      'usage 73728kB, limit 73728kB',
      'usage 0kB, limit 9007199254740988kB',
    ])
    const [finding] = said(RULE, log)
    expect(finding).toMatchObject({
      verdict: 'cannot-tell',
      title: 'How much swap the cgroup had cannot be told: it is not counted',
    })
    expect(finding?.figures).toBeUndefined()
  })

  it('a large swap is not full where a hundredth of it is hundreds of MiB', () => {
    const large = edited(
      '6.1/g-swap',
      ['Total swap = 98300kB', 'Total swap = 67108860kB'],
      ['Free swap  = 0kB', 'Free swap  = 600000kB'],
    )
    expect(said(RULE, large)[0]).toMatchObject({ verdict: 'possible' })
    expect(said(RULE, large.replace('600000kB', '60000kB'))[0]).toMatchObject({ verdict: 'confirmed' })
  })

  it('free swap has more than one reason', () => {
    const half = edited('6.1/g-swap', ['Free swap  = 0kB', 'Free swap  = 50000kB'])
    expect(said(RULE, half)[0]).toMatchObject({
      verdict: 'possible',
      title: "50% of the machine's swap was free",
    })
    const order = half.replaceAll('order=0', 'order=3')
    expect(said(RULE, order)[0]?.summary).toContain('the request was for 8 pages in one piece')
    const cgroup = edited('7.2/v2-swapmax', ['swap: usage 24436kB', 'swap: usage 4436kB'])
    expect(said(RULE, cgroup)[0]).toMatchObject({
      verdict: 'possible',
      title: 'The cgroup had used 18% of the swap that it may have',
    })
  })

  it('is silent where no swap was printed', () => {
    for (const name of [
      'constructed/openwrt-mips-4.14',
      '6.1/p-sysrq-f',
      'constructed/4.19-memcg-group-kill',
    ])
      expect(verdictOf(RULE, edited(name)), name).toBe('silent')
    expect(verdictOf(RULE, edited('6.1/g-swap').replace(/.*Free swap.*\n/, ''))).toBe('silent')
    expect(verdictOf(RULE, edited('6.1/v2-swapmax').replace(/.*swap: usage.*\n/, ''))).toBe('silent')
  })
})
