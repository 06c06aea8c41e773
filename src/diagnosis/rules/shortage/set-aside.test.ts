import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS, corpusCases, readLog, readTruth } from '../../../../test/support/corpus.js'
import { edited, found, verdictOf } from '../../../../test/support/shortage.js'
import { hugepageReserve } from './hugepage-reserve.js'
import { shortOf } from './zones.fixture.js'

const MIB = 1024 ** 2

const corpus = (name: string, file = 'dmesg.txt') => readFileSync(join(CORPUS, name, file), 'utf8')

/** What a machine of the corpus knew of itself before the OOM, in kB. */
function meminfoBefore(name: string): Record<string, number> {
  const truth = JSON.parse(corpus(name, 'truth.json')) as { before: { meminfo: Record<string, number> } }
  return truth.before.meminfo
}

describe('unaccounted', () => {
  const rule = 'unaccounted'

  it.each(['6.1/g-vmalloc', '7.2/g-vmalloc'])('finds what vmalloc took: %s', (name) => {
    const [finding, ...others] = found(rule, corpus(name))
    expect(others).toEqual([])
    expect(finding?.verdict).toBe('confirmed')
    const { MemTotal = 0, MemFree = 0 } = meminfoBefore(name)
    expect(finding?.figures?.ramBytes).toBe(MemTotal * 1024)
    // The kernel gave nearly all that was free to the table of a device: no process grew in between.
    const taken = (MemFree - 4096) * 1024
    const remainder = Number(finding?.figures?.remainderBytes)
    expect(remainder).toBeGreaterThan(taken)
    expect(remainder).toBeLessThan(taken + 16 * MIB)
  })

  it('shows what it was reckoned from', () => {
    const [finding] = found(rule, corpus('6.1/g-vmalloc'))
    expect(finding?.title).toBe('113 MiB of RAM (31%) is listed nowhere: kernel, driver or balloon')
    expect(finding?.evidence.map(({ says }) => says)).toEqual([
      'active_anon:772 (3.01 MiB); inactive_anon:56409 (220 MiB)',
      'managed:15360kB (15.0 MiB)',
      'managed:351236kB (343 MiB)',
    ])
    expect(finding?.summary).toContain('zram or zswap')
    // 7.2 prints zspages, and none were there.
    expect(found(rule, corpus('7.2/g-vmalloc'))[0]?.summary).not.toContain('zram')
  })

  it('is silent for every other machine of the corpus, also with compressed swap, huge pages or two nodes', () => {
    let asked = 0
    for (const one of corpusCases()) {
      if (readTruth(one)?.constructed === true || one.name.endsWith('g-vmalloc')) continue
      const [file = ''] = one.files
      asked++
      expect(found(rule, Buffer.from(readLog(one, file)).toString('latin1')), one.name).toEqual([])
    }
    expect(asked).toBeGreaterThan(100)
  })

  it('is likely only where the dump has no word of huge pages', () => {
    const [finding] = found(rule, corpus('6.1/g-vmalloc').replace(/^.*hugepages_total.*\n/m, ''))
    expect(finding?.verdict).toBe('likely')
    expect(finding?.missing).toEqual(['huge pages, which are not in the dump (grep Huge /proc/meminfo)'])
  })

  it('names the balloon where there is one, and takes nothing off for it', () => {
    const [finding] = found(rule, corpus('7.2/g-vmalloc').replace(/Balloon:0kB/, 'Balloon:102400kB'))
    expect(finding?.verdict).toBe('likely')
    expect(finding?.summary).toContain('the balloon, which holds 100 MiB')
    expect(finding?.evidence.map(({ says }) => says)).toContain('Balloon:102400kB (100 MiB)')
    expect(finding?.figures?.remainderBytes).toBe(
      found(rule, corpus('7.2/g-vmalloc'))[0]?.figures?.remainderBytes,
    )
  })

  it.each([
    ['a zone', /^.*Node 0 DMA free:.*\n/m],
    ['the node with the kernel stacks', /^.*Node 0 active_anon:.*\n/m],
    ['the slab', /^ +slab_reclaimable:.*\n/m],
    ['the size of the RAM', /^.*pages RAM\n/m],
  ])('is silent without %s', (_, line) => {
    const log = corpus('6.1/g-vmalloc')
    expect(log).toMatch(line)
    expect(found(rule, log.replace(line, ''))).toEqual([])
  })

  it('is silent where it is no reason: at the limit of a cgroup, and where somebody asked', () => {
    // 2.6.34 prints the machine's counters there too.
    expect(found(rule, corpus('constructed/mainline-2.6.34-memcg', 'log.txt'))).toEqual([])
    expect(found(rule, corpus('6.1/g-vmalloc').replace('order=0', 'order=-1'))).toEqual([])
  })

  /** 113 MiB of 366596 kB are in no counter; 12713 pages more that are free leave 64 MiB. */
  const FREE = ' free:885 '

  it('speaks from 64 MiB on', () => {
    const free = (pages: number) => verdictOf(rule, edited('6.1/g-vmalloc', [FREE, ` free:${885 + pages} `]))
    expect(free(12_713)).toBe('confirmed')
    expect(free(12_714)).toBe('silent')
  })

  it('speaks from a tenth of the RAM on', () => {
    const free = (pages: number) =>
      verdictOf(
        rule,
        edited('6.1/g-vmalloc', ['managed:351236kB', 'managed:984640kB'], [FREE, ` free:${885 + pages} `]),
      )
    expect(free(162_448)).toBe('confirmed')
    expect(free(162_449)).toBe('silent')
  })

  it('names who can have it, by what the dump has no word of', () => {
    const owners = (log: string) => /it can be: (.*)\.$/.exec(found(rule, log)[0]?.summary ?? '')?.[1]
    const withoutHuge = corpus('6.1/g-vmalloc').replace(/^.*hugepages_total.*\n/m, '')
    expect(owners(withoutHuge)).toBe(
      'a balloon (virtio, VMware, Hyper-V), huge pages, vmalloc, the ZFS cache, zram or zswap, pages of a GPU or network driver',
    )
    const ballooned = corpus('7.2/g-vmalloc')
      .replace(/Balloon:0kB/, 'Balloon:102400kB')
      .replace(/^.*hugepages_total.*\n/m, '')
    expect(owners(ballooned)).toBe(
      'the balloon, which holds 100 MiB, huge pages, vmalloc, the ZFS cache, pages of a GPU or network driver',
    )
    expect(found(rule, ballooned)[0]?.missing).toEqual([
      'huge pages, which are not in the dump (grep Huge /proc/meminfo)',
      'the balloon driver: some take their pages out of the RAM, others leave them in it',
    ])
  })

  it('shows counters of a twentieth of the RAM and more', () => {
    // 4500 pages of 360000 kB.
    const says = (unevictablePages: number) =>
      found(
        rule,
        edited(
          '6.1/g-vmalloc',
          ['managed:351236kB', 'managed:344640kB'],
          [' unevictable:0 ', ` unevictable:${unevictablePages} `],
        ),
      )[0]
        ?.evidence.map((one) => one.says)
        .join('; ')
    expect(says(4500)).toContain('unevictable:4500 (17.5 MiB)')
    expect(says(4499)).toContain('managed:344640kB')
    expect(says(4499)).not.toContain('unevictable')
  })
})

describe('hugepage-reserve', () => {
  const rule = 'hugepage-reserve'

  it.each(['6.1/g-hugepages', '7.2/g-hugepages'])('finds the pool: %s', (name) => {
    const [finding] = found(rule, corpus(name))
    expect(finding?.verdict).toBe('confirmed')
    const { HugePages_Total = 0, Hugepagesize = 0, HugePages_Free = 0, MemTotal = 0 } = meminfoBefore(name)
    expect(HugePages_Total).toBe(90)
    expect(finding?.figures).toEqual({
      ramBytes: MemTotal * 1024,
      hugePagesBytes: HugePages_Total * Hugepagesize * 1024,
      freeHugePagesBytes: HugePages_Free * Hugepagesize * 1024,
      surplusHugePagesBytes: 0,
    })
  })

  it('tells the size on the first screen', () => {
    const [finding] = found(rule, corpus('6.1/g-hugepages'))
    expect(finding?.title).toBe('180 MiB of RAM (38%) is set aside as huge pages, 180 MiB unused')
    expect(finding?.evidence.at(-1)?.says).toBe('hugepages_total=90 hugepages_size=2048kB (180 MiB)')
  })

  it('is silent for a small pool, none, and one of which lines are lost', () => {
    const log = corpus('6.1/g-hugepages')
    expect(found(rule, log.replace('hugepages_total=90', 'hugepages_total=20'))).toEqual([])
    expect(found(rule, corpus('6.1/g-noswap'))).toEqual([])
    expect(found(rule, log.replace(/^.*pages RAM\n/m, ''))).toEqual([])
    expect(found(rule, log.replace(/Node 0 hugepages/, 'Node 1 hugepages'))).toEqual([])
  })

  it('says at least where zones are not in the dump', () => {
    const log = corpus('6.1/g-numa-cpuset').replace(
      /(Node \d) hugepages_total=0 hugepages_free=0/,
      '$1 hugepages_total=60 hugepages_free=10',
    )
    const [finding] = found(rule, log)
    expect(finding?.summary).toContain('at least 120 MiB of 470 MiB of RAM, 20.0 MiB of it unused')
  })

  it('does not say that nothing comes back where pages are surplus', () => {
    const log = corpus('6.1/g-hugepages').replace('hugepages_surp=0', 'hugepages_surp=30')
    expect(found(rule, log)[0]?.summary).not.toContain('a kill')
    expect(found(rule, corpus('6.1/g-hugepages'))[0]?.summary).toContain('a kill gives none back')
  })

  /** A machine of so many pages with pools of 2 MiB pages on its nodes. */
  const pools = (ramPages: number, ...nodes: readonly { total: number; free: number; surplus?: number }[]) =>
    hugepageReserve.decideDump(
      shortOf({
        memInfo: {
          ramPages,
          reservedPages: 0,
          sharedPages: 0,
          lines: { ramPages: 90, reservedPages: 91 },
          hugepages: nodes.map(({ total, free, surplus = 0 }, node) => ({
            node,
            sizeBytes: 2 * MIB,
            total,
            free,
            surplus,
            line: 10 + node,
          })),
        },
      }),
    )

  it('speaks from a tenth of the RAM on, and shows the pools that are not empty', () => {
    expect(pools(5120, { total: 0, free: 0 }, { total: 1, free: 0 })).toMatchObject([
      {
        verdict: 'confirmed',
        title: '2.00 MiB of RAM (10%) is set aside as huge pages, all used',
        summary:
          'Huge pages take at least 2.00 MiB of 20.0 MiB of RAM, all of it used. No other allocation can have a page of them, used or not, and a kill gives none back.',
        evidence: [
          { line: 11, says: 'hugepages_total=1 hugepages_size=2048kB (2.00 MiB)' },
          { line: 90, says: '5120 pages RAM (20.0 MiB)' },
          { line: 91, says: '0 pages reserved (0 bytes)' },
        ],
        figures: {
          ramBytes: 20 * MIB,
          hugePagesBytes: 2 * MIB,
          freeHugePagesBytes: 0,
          surplusHugePagesBytes: 0,
        },
      },
    ])
    expect(pools(5121, { total: 1, free: 0 })).toEqual([])
  })

  it('says how much is unused, and nothing of a kill where pages are surplus', () => {
    expect(pools(5120, { total: 3, free: 2, surplus: 1 })).toMatchObject([
      {
        title: '6.00 MiB of RAM (30%) is set aside as huge pages, 4.00 MiB unused',
        summary:
          'Huge pages take at least 6.00 MiB of 20.0 MiB of RAM, 4.00 MiB of it unused. No other allocation can have a page of them, used or not.',
        figures: { surplusHugePagesBytes: 2 * MIB },
      },
    ])
  })

  it('shows twelve lines of a machine with many nodes', () => {
    const nodes = Array.from({ length: 12 }, () => ({ total: 1, free: 0 }))
    expect(pools(51_200, ...nodes)[0]?.evidence.map(({ line }) => line)).toEqual(
      nodes.map((_, at) => 10 + at),
    )
  })

  it('is silent where it is no reason', () => {
    const log = corpus('6.1/g-hugepages')
    expect(found(rule, log.replace('order=0', 'order=-1'))).toEqual([])
    expect(hugepageReserve.decideDump(shortOf())).toEqual([])
  })
})
