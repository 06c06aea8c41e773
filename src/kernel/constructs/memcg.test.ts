import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'

function text(lines: readonly string[]): string {
  return lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}\n`).join('')
}

/** Of the lines behind head and identity: they stand from line 3 on. */
function read(...lines: string[]): OomEvent {
  const [oom] = parse(text([HEAD, IDENTITY, ...lines])).events
  if (oom?.type !== 'oom') throw new Error('no OOM')
  return oom
}

describe('whose limit it was', () => {
  it.each([
    ['one inside the other', '/a/b', '/a'],
    ['the group itself', '/a', '/a'],
    ['the root', '/a/b', '/'],
    [
      'one that is named like the words between',
      '/a killed as a result of limit of /b',
      '/a killed as a result of limit of /b',
    ],
    ['one whose name was too long', '(name too long)', '/a'],
    ['one whose name was too long, in later kernels', '/a', '<name too long>'],
  ])('stands in one line: %s', (_, victimHome, limitOwner) => {
    const { cgroup } = read(`Task in ${victimHome} killed as a result of limit of ${limitOwner}`)
    expect(cgroup).toMatchObject({ victimHome, limitOwner, ownerLine: 3 })
  })

  it('is not a word that is no path', () => {
    expect(read('Task in a killed as a result of limit of /a').cgroup).toBeUndefined()
    expect(read('Task in /a killed as a result of limit of a').cgroup).toBeUndefined()
  })

  it('is told alone where nothing was chosen', () => {
    const oom = read('Memory limit reached of cgroup /system.slice/a b.service')
    expect(oom).toMatchObject({
      scope: 'memcg',
      cgroup: { limitOwner: '/system.slice/a b.service', ownerLine: 3 },
    })
    expect(oom.cgroup).not.toHaveProperty('victimHome')
  })

  it('is told once', () => {
    const oom = read('Memory limit reached of cgroup /a', 'memory: usage 4kB, limit 4kB, failcnt 1')
    expect(oom).toMatchObject({ cgroup: { limitOwner: '/a', memory: { limitBytes: 4096 } } })
  })
})

describe('the counters of a group', () => {
  it('have usage, limit and how often it was hit', () => {
    const { cgroup } = read(
      'memory: usage 4194304kB, limit 4194304kB, failcnt 512',
      'memory+swap: usage 8kB, limit 9007199254740988kB, failcnt 0',
      'kmem: usage 12kB, limit 18014398509481983kB, failcnt 3',
    )
    expect(cgroup).toMatchObject({
      memory: { usageBytes: 4_294_967_296, limitBytes: 4_294_967_296, failcnt: 512, line: 3 },
      memorySwap: { usageBytes: 8192, limitBytes: 'unlimited', failcnt: 0, line: 4 },
      kmem: { usageBytes: 12_288, limitBytes: 'unlimited', failcnt: 3, line: 5 },
      version: 1,
    })
  })

  it.each<[string, string[], 1 | 2 | undefined]>([
    ['v2 by its swap', ['swap: usage 0kB, limit 4kB, failcnt 0'], 2],
    ['v1 by memory and swap in use', ['memory+swap: usage 4kB, limit 8kB, failcnt 0'], 1],
    [
      'v1 by kernel memory in use',
      ['memory+swap: usage 0kB, limit 8kB, failcnt 0', 'kmem: usage 4kB, limit 8kB, failcnt 0'],
      1,
    ],
    [
      'v1 by memory and swap before statistics of several lines',
      ['memory+swap: usage 0kB, limit 8kB, failcnt 0', 'Memory cgroup stats for /a:', 'anon 0'],
      1,
    ],
    [
      'neither by memory and swap that is not in use',
      ['memory+swap: usage 0kB, limit 8kB, failcnt 0', 'kmem: usage 0kB, limit 8kB, failcnt 0'],
      undefined,
    ],
    ['neither by memory and swap alone', ['memory+swap: usage 0kB, limit 8kB, failcnt 0'], undefined],
    ['neither by kernel memory alone', ['kmem: usage 4kB, limit 8kB, failcnt 0'], undefined],
    ['neither by memory alone', ['memory: usage 4kB, limit 8kB, failcnt 0'], undefined],
  ])('tell the hierarchy: %s', (_, lines, version) => {
    expect(read(...lines).cgroup?.version).toBe(version)
  })

  it.each(['usage 8796093022208kB, limit 4kB', 'usage 4kB, limit 8796093022208kB'])(
    'are not kept where they are too large: %s',
    (counter) => {
      const oom = read(`memory: ${counter}, failcnt 0`)
      expect(oom.cgroup).toBeUndefined()
      expect(oom.problems).toEqual([
        { code: 'number-out-of-range', message: 'memory: a value is too large to keep', line: 3 },
      ])
    },
  )

  it('are kept without a failcnt that is too large', () => {
    const oom = read('memory: usage 4kB, limit 8kB, failcnt 9007199254740992')
    expect(oom.cgroup?.memory).toEqual({ usageBytes: 4096, limitBytes: 8192, line: 3 })
    expect(oom.problems).toEqual([
      { code: 'number-out-of-range', message: 'memory: failcnt is too large to keep', line: 3 },
    ])
  })

  it('are told once each', () => {
    const { cgroup } = read(
      'memory: usage 4kB, limit 8kB, failcnt 0',
      'swap: usage 4kB, limit 8kB, failcnt 0',
      'swap: usage 0kB, limit 12kB, failcnt 0',
    )
    expect(cgroup?.swap).toMatchObject({ limitBytes: 8192 })
  })
})

describe('the statistics of a group in one line, 3.9 to 5.2', () => {
  it('stand in a line for each group', () => {
    const { cgroup } = read(
      'Memory cgroup stats for /a: cache:0KB rss:-4KB rss_huge:8KB',
      'Memory cgroup stats for /a/b: c: cache:4KB',
      'Memory cgroup stats for /a: cache:12KB',
    )
    expect(cgroup?.stats).toEqual([
      { cgroup: '/a', bytes: { cache: 0, rss: -4096, rssHuge: 8192 }, counts: {}, line: 3 },
      { cgroup: '/a/b: c', bytes: { cache: 4096 }, counts: {}, line: 4 },
    ])
    expect(cgroup).not.toHaveProperty('limitOwner')
  })

  it('may have no path', () => {
    expect(read('Memory cgroup stats: cache:0KB rss:12KB').cgroup?.stats).toEqual([
      { bytes: { cache: 0, rss: 12_288 }, counts: {}, line: 3 },
    ])
  })

  it('leave out what is too large', () => {
    expect(read('Memory cgroup stats: cache:4KB rss:9007199254740992KB').cgroup?.stats).toMatchObject([
      { bytes: { cache: 4096 } },
    ])
  })
})

describe('the statistics of a group in many lines, 5.3 and later', () => {
  const HEADING = 'Memory cgroup stats for /kubepods.slice:'

  it('are amounts, counts, and limits', () => {
    const { cgroup } = read(
      HEADING,
      'anon 4096',
      ' file 8192',
      'pgfault 7',
      'total_pgmajfault 8',
      'workingset_refault_anon 9',
      'thp_fault_alloc 10',
      'thp_collapse_alloc 11',
      'thp_swpout 12',
      'zswpin 13',
      'zswpout 14',
      'zswpwb 15',
      'swpin_zero 16',
      'swpout_zero 17',
      'pswpin 18',
      'numa_pages_migrated 19',
      'swapcached 20',
      'hierarchical_memory_limit 9223372036854771712',
      'hierarchical_memsw_limit 4096',
    )
    expect(cgroup?.stats?.[0]).toMatchObject({
      cgroup: '/kubepods.slice',
      bytes: {
        anon: 4096,
        file: 8192,
        swapcached: 20,
        hierarchicalMemoryLimit: 'unlimited',
        hierarchicalMemswLimit: 4096,
      },
      counts: {
        pgfault: 7,
        totalPgmajfault: 8,
        workingsetRefaultAnon: 9,
        thpFaultAlloc: 10,
        thpCollapseAlloc: 11,
        thpSwpout: 12,
        zswpin: 13,
        zswpout: 14,
        zswpwb: 15,
        swpinZero: 16,
        swpoutZero: 17,
        pswpin: 18,
        numaPagesMigrated: 19,
      },
      line: 3,
    })
    expect(cgroup?.stats?.[0]?.lines).toMatchObject({
      anon: 4,
      file: 5,
      pgfault: 6,
      hierarchicalMemswLimit: 21,
    })
    expect(Object.keys(cgroup?.stats?.[0]?.bytes ?? {})).toHaveLength(5)
  })

  it('tell the owner where no other line does', () => {
    const oom = read(HEADING, 'anon 4096')
    expect(oom).toMatchObject({ scope: 'memcg', cgroup: { limitOwner: '/kubepods.slice', ownerLine: 3 } })
    const known = read(
      'Memory limit reached of cgroup /a',
      'memory: usage 4kB, limit 4kB, failcnt 0',
      HEADING,
      'anon 4096',
    )
    expect(known.cgroup).toMatchObject({ limitOwner: '/a', ownerLine: 3 })
  })

  it.each([
    ['an amount', 'anon 9007199254740992', 'anon'],
    ['a count', 'pgfault 9007199254740992', 'pgfault'],
    ['what is no limit', 'anon 9223372036854771712', 'anon'],
    ['a limit', 'hierarchical_memory_limit 9007199254740992', 'hierarchical_memory_limit'],
  ])('leave out what is too large, and say so: %s', (_, entry, key) => {
    const oom = read(HEADING, entry)
    expect(oom.cgroup?.stats).toMatchObject([{ bytes: {}, counts: {} }])
    expect({ ...oom.cgroup?.stats?.[0]?.bytes, ...oom.cgroup?.stats?.[0]?.counts }).toEqual({})
    expect(oom.problems).toEqual([
      { code: 'number-out-of-range', message: `${key} is too large to keep`, line: 4 },
    ])
  })

  it('are read behind the counters where the heading is lost', () => {
    expect(read('memory: usage 4kB, limit 4kB, failcnt 0', 'anon 4096').cgroup?.stats).toMatchObject([
      { bytes: { anon: 4096 } },
    ])
    expect(read('anon 4096').cgroup).toBeUndefined()
    expect(read(HEADING, 'anon 4096', 'Call Trace:', 'file 4096').cgroup?.stats).toMatchObject([
      { bytes: { anon: 4096 } },
    ])
  })

  it('are told once each', () => {
    expect(read(HEADING, 'anon 4096', 'anon 8192').cgroup?.stats).toMatchObject([{ bytes: { anon: 4096 } }])
  })

  it('do not believe a path that the record may have cut', () => {
    const oom = read(`Memory cgroup stats for /${'a'.repeat(970)}:`, 'anon 4096')
    expect(oom.cgroup?.stats).toMatchObject([{ bytes: { anon: 4096 }, line: 3 }])
    expect(oom.cgroup?.stats?.[0]).not.toHaveProperty('cgroup')
    expect(oom.cgroup).not.toHaveProperty('limitOwner')
    expect(oom.problems).toMatchObject([
      { code: 'cut-path', message: 'the path of the statistics is cut', line: 3 },
    ])
  })

  /** Entries of so many bytes together, with the line feeds between them. */
  const entries = (bytes: number, last: string) => {
    const all: string[] = []
    for (let index = 10, left = bytes - last.length; left > 0; index++) {
      const most = Math.min(left - 1, 24)
      const rest = left - 1 - most
      const length = rest > 0 && rest < 8 ? most - 8 : most
      all.push(`k${index}_`.padEnd(length - 2, 'x').concat(' 1'))
      left -= length + 1
    }
    return [...all, last]
  }

  it('leave out the last one of a record that is full', () => {
    const full = read(HEADING, ...entries(992, 'pgfault 1234'))
    expect(full.cgroup?.stats?.[0]?.counts).toEqual({})
    expect(full.cgroup?.stats?.[0]?.lines).not.toHaveProperty('pgfault')
    expect(full.problems).toEqual([
      {
        code: 'cut-statistics',
        message: 'the record of the statistics is full: pgfault may be cut and is left out',
        line: full.source.lastLine,
      },
    ])
    const amount = read(HEADING, ...entries(992, 'anon 1234'))
    expect(amount.cgroup?.stats?.[0]?.bytes).not.toHaveProperty('anon')
  })

  it.each([969, 985, 993])('keep it where the record has room: %i bytes', (bytes) => {
    const oom = read(HEADING, ...entries(bytes, 'pgfault 1234'))
    expect(oom.cgroup?.stats?.[0]?.counts).toEqual({ pgfault: 1234 })
    expect(oom.problems).toEqual([])
  })

  it('keep it where each entry is a record of its own', () => {
    const oom = read(
      HEADING,
      ...entries(992 - 'pgdemote_kswapd 1'.length - 1, 'pgfault 1234'),
      'pgdemote_kswapd 1',
    )
    expect(oom.cgroup?.stats?.[0]?.counts).toEqual({ pgfault: 1234, pgdemoteKswapd: 1 })
  })

  it('say where the record ends inside the name of an entry', () => {
    const oom = read(HEADING, 'anon 4096', 'workingset_ref')
    expect(oom.problems).toEqual([
      { code: 'cut-statistics', message: 'the record of the statistics ends in "workingset_ref"', line: 5 },
    ])
    expect(read(HEADING, 'workingset_ref').problems).toEqual([])
  })
})

describe('what a group is guaranteed', () => {
  it('is told behind the rest', () => {
    expect(
      read(
        'memory: usage 4kB, limit 4kB, failcnt 0',
        'Memory cgroup min protection 4kB -- low protection 1024kB',
      ).cgroup,
    ).toMatchObject({
      minProtectionBytes: 4096,
      lowProtectionBytes: 1_048_576,
    })
  })

  it.each(['9007199254740992kB -- low protection 4kB', '4kB -- low protection 9007199254740992kB'])(
    'is not read with a number that is too large: %s',
    (rest) => {
      expect(read(`Memory cgroup min protection ${rest}`).cgroup).toBeUndefined()
    },
  )
})
