import { describe, expect, it } from 'vitest'
import { edited, said } from '../../../../test/support/shortage.js'

const RULE = 'swap-state'
const NEXT = ['swapon --show; free -m', 'vmstat 1  # si and so: what is moved right now']

/** What is said of a machine with so much swap, in kB. */
function swap(freeKb: number, totalKb: number, ...changes: readonly (readonly [string, string])[]) {
  return said(
    RULE,
    edited(
      '6.1/g-swap',
      ['Free swap  = 0kB', `Free swap  = ${freeKb}kB`],
      ['Total swap = 98300kB', `Total swap = ${totalKb}kB`],
      ...changes,
    ),
  )
}

describe('the swap of a machine', () => {
  it('was possibly not what ran out where some is free', () => {
    expect(swap(50_000, 100_000)).toMatchObject([
      {
        verdict: 'possible',
        title: "50% of the machine's swap was free",
        summary: 'Of 97.6 MiB of swap 48.8 MiB were free, and still memory ran out.',
        evidence: [
          { line: 49, says: 'Free swap 50000 kB (48.8 MiB)' },
          { line: 50, says: 'Total swap 100000 kB (97.6 MiB)' },
        ],
        missing: [
          'why swap was not used: mlock, the swap limits of cgroups, the speed of the device, vm.swappiness',
        ],
        overturnedBy: 'other figures of swap in the same dump',
        next: NEXT,
        figures: { swapTotalBytes: 100_000 * 1024, swapFreeBytes: 50_000 * 1024 },
      },
    ])
  })

  it('was full where a hundredth is free', () => {
    expect(swap(1000, 100_000)).toMatchObject([
      {
        verdict: 'confirmed',
        title: "The machine's swap was full: 97.6 MiB used up",
        summary: 'Of 97.6 MiB of swap only 1000 KiB were free: nothing more could be moved out.',
        missing: [],
        overturnedBy: 'other figures of swap in the same dump',
        next: NEXT,
        figures: { swapTotalBytes: 100_000 * 1024, swapFreeBytes: 1000 * 1024 },
      },
    ])
    expect(swap(1004, 100_000)).toMatchObject([{ verdict: 'possible' }])
  })

  it('was full where 64 MiB of a large one are free', () => {
    expect(swap(65_536, 67_108_860)).toMatchObject([{ verdict: 'confirmed' }])
    expect(swap(65_540, 67_108_860)).toMatchObject([{ verdict: 'possible' }])
  })

  const NOT_IN_ONE_PIECE =
    'Of 97.6 MiB of swap 48.8 MiB were free, and still memory ran out: the request was for 2 pages in one piece, which swap alone does not make.'
  const NOTHING_LEFT =
    'Of 97.6 MiB of swap 48.8 MiB were free, and still memory ran out: there was no anonymous memory left to move out.'
  const NO_REASON = 'Of 97.6 MiB of swap 48.8 MiB were free, and still memory ran out.'
  const ACTIVE = ['active_anon:7960 ', 'active_anon:0 '] as const
  const INACTIVE = ['inactive_anon:74910 ', 'inactive_anon:0 '] as const

  it.each([
    ['more than a page was asked for', [['order=0', 'order=1']], NOT_IN_ONE_PIECE],
    ['no anonymous memory is left', [ACTIVE, INACTIVE], NOTHING_LEFT],
    ['inactive anonymous memory is left', [ACTIVE], NO_REASON],
    ['active anonymous memory is left', [INACTIVE], NO_REASON],
  ] as const)('was free for a reason that the dump tells: %s', (_, changes, summary) => {
    expect(swap(50_000, 100_000, ...changes)[0]?.summary).toBe(summary)
  })

  it('is told to be none where its total is zero, whatever else is lost', () => {
    const log = edited('6.1/g-noswap').replace(/^.*Free swap.*\n/m, '')
    expect(said(RULE, log)).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'The machine has no swap',
        summary: 'Its total swap is zero: memory of processes and files in tmpfs could not be moved out.',
        overturnedBy: 'a swap device that was active at that moment (swapon in the log)',
        next: ['swapon --show'],
        figures: { swapTotalBytes: 0 },
      },
    ])
  })
})
