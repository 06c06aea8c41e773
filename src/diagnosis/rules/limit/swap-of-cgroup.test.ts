import { describe, expect, it } from 'vitest'
import { said } from '../../../../test/support/shortage.js'
import { oom } from '../../events.fixture.js'
import { CONTAINER, memcgDump } from './memcg-dump.fixture.js'
import { swapState } from './swap-state.js'

const RULE = 'swap-state'
const REFERENCES = [
  'https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files',
  'https://kubernetes.io/docs/concepts/cluster-administration/swap-memory-management/',
]
const UNLIMITED = 9007199254740988
const MIB = 1024

const base = memcgDump({
  owner: CONTAINER,
  tasks: [[10, 500, 0, 'app']],
  victim: { pid: 10, comm: 'app', adj: 0 },
})

/** Of a dump on v2: what is said of this line of swap, in kB. */
function v2(usageKb: number, limitKb: number) {
  const swap = `swap: usage ${usageKb}kB, limit ${limitKb}kB`
  const log = base.replace(/swap: usage .*, failcnt 0/, `${swap}, failcnt 0`)
  expect(log).toContain(swap)
  return said(RULE, log)
}

/** Of a dump on v1: what is said of memory and of memory+swap, usage and limit in kB. */
function v1(memory: readonly [number, number], sum: readonly [number, number]) {
  const log = base
    .replace(/memory: usage .*/, `memory: usage ${memory[0]}kB, limit ${memory[1]}kB, failcnt 1`)
    .replace(/swap: usage .*/, `memory+swap: usage ${sum[0]}kB, limit ${sum[1]}kB, failcnt 2`)
  expect(log).toContain(`memory+swap: usage ${sum[0]}kB`)
  return said(RULE, log)
}

describe('the swap of a cgroup on v2', () => {
  it('was possibly not what ran out where some is left', () => {
    expect(v2(25_600, 102_400)).toEqual([
      {
        rule: RULE,
        verdict: 'possible',
        title: 'The cgroup had used 25% of the swap that it may have',
        summary:
          'It had 25.0 MiB of the 100 MiB of swap that it may have, and still memory ran out: the swap of the machine or of a cgroup above may have been full, or the memory cannot be moved out.',
        events: ['oom-1'],
        evidence: [
          {
            input: 'input',
            line: 4,
            says: 'usage 25600 kB (25.0 MiB), limit 102400 kB (100 MiB), failcnt 0',
          },
        ],
        missing: [
          'the swap of the machine at that moment (free, /proc/swaps) and the limits of the cgroups above',
        ],
        overturnedBy: 'a swap limit of the same moment that is another',
        next: ['cat /sys/fs/cgroup/<the cgroup>/memory.swap.max; swapon --show'],
        references: REFERENCES,
        figures: { swapUsageBytes: 25 * MIB ** 2, swapLimitBytes: 100 * MIB ** 2 },
      },
    ])
  })

  it.each([
    ['a hundredth is left', 101_376, 102_400, 'confirmed'],
    ['a page more is left', 101_372, 102_400, 'possible'],
    ['64 MiB of a large one are left', 104_857_600 - 64 * MIB, 104_857_600, 'confirmed'],
    ['a page more of a large one is left', 104_857_600 - 64 * MIB - 4, 104_857_600, 'possible'],
  ])('is as good as full where %s', (_, usageKb, limitKb, verdict) => {
    expect(v2(usageKb, limitKb)).toMatchObject([{ verdict }])
  })

  it('says how much is in use where there is no limit', () => {
    expect(v2(2048, UNLIMITED)).toMatchObject([
      {
        verdict: 'cannot-tell',
        summary:
          'It has no limit on swap and 2.00 MiB of it in use. The dump of a cgroup does not tell whether the machine has swap, or some left.',
        figures: { swapUsageBytes: 2 * MIB ** 2, swapLimitBytes: 'unlimited' },
      },
    ])
  })

  it('is not told of where its usage is no amount', () => {
    expect(v2(UNLIMITED, UNLIMITED)).toEqual([])
  })
})

describe('the swap of a cgroup on v1', () => {
  it('is not counted where the sum stands at zero beside memory', () => {
    expect(v1([40_936, 40_960], [0, UNLIMITED])).toEqual([
      {
        rule: RULE,
        verdict: 'cannot-tell',
        title: 'How much swap the cgroup had cannot be told: it is not counted',
        summary:
          'The counter of memory+swap stands at zero while memory is in use: this kernel does not count the swap of cgroups (swapaccount=0).',
        events: ['oom-1'],
        evidence: [
          {
            input: 'input',
            line: 3,
            says: 'usage 40936 kB (39.9 MiB), limit 40960 kB (40.0 MiB), failcnt 1',
          },
          { input: 'input', line: 4, says: 'usage 0 kB, no limit, failcnt 2' },
        ],
        missing: ['the swap of the machine at that moment: free, /proc/swaps, or Mem-Info of another dump'],
        next: ['swapon --show; free -m', 'grep -o "swapaccount=[01]" /proc/cmdline'],
        references: REFERENCES,
      },
    ])
  })

  it('is what the sum has beyond memory', () => {
    expect(v1([40_936, 40_960], [51_176, UNLIMITED])).toMatchObject([
      { verdict: 'cannot-tell', figures: { swapUsageBytes: 10_240 * 1024, swapLimitBytes: 'unlimited' } },
    ])
  })

  it('is none where the sum was counted before memory grew', () => {
    expect(v1([40_936, 40_960], [40_900, 81_920])).toMatchObject([
      { verdict: 'possible', figures: { swapUsageBytes: 0, swapLimitBytes: 40_960 * 1024 } },
    ])
  })

  it('is none where nothing at all is in use', () => {
    expect(v1([0, 40_960], [0, 81_920])).toMatchObject([
      { verdict: 'possible', figures: { swapUsageBytes: 0, swapLimitBytes: 81_920 * 1024 } },
    ])
  })

  it('may have nothing where the sum is limited to less than memory', () => {
    expect(v1([40_936, 40_960], [40_936, 30_000])).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'The cgroup may not use swap',
        figures: { swapUsageBytes: 0, swapLimitBytes: 0 },
      },
    ])
  })

  it.each([
    ['memory has no limit', [40_936, UNLIMITED], [51_176, 81_920]],
    ['the usage of memory is no amount', [UNLIMITED, 40_960], [51_176, 81_920]],
    ['the usage of the sum is no amount', [40_936, 40_960], [UNLIMITED, 81_920]],
  ] as const)('is not told of where %s', (_, memory, sum) => {
    expect(v1(memory, sum)).toEqual([])
  })
})

describe('swap of which it is not known whose it is', () => {
  const counter = { usageBytes: 0, limitBytes: 0 }

  it('is not told of where no cgroup was over its limit', () => {
    const dump = oom('10:00:00', CONTAINER, 4096, CONTAINER, { cgroup: { memory: counter, swap: counter } })
    expect(swapState.decideDump(dump)).toHaveLength(1)
    expect(swapState.decideDump({ ...dump, scope: 'unknown' })).toEqual([])
  })

  it('is not told of where memory+swap is not that of v1, or memory was not read', () => {
    const asked = (cgroup: NonNullable<Parameters<typeof oom>[4]>['cgroup']) =>
      swapState.decideDump(oom('10:00:00', CONTAINER, 4096, CONTAINER, { cgroup })).length
    expect(asked({ version: 1, memory: counter, memorySwap: counter })).toBe(1)
    expect(asked({ version: 2, memory: counter, memorySwap: counter })).toBe(0)
    expect(asked({ memory: counter, memorySwap: counter })).toBe(0)
    expect(asked({ version: 1, memorySwap: counter })).toBe(0)
    expect(asked({ version: 1, memory: counter })).toBe(0)
  })
})
