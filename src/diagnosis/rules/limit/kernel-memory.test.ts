import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'kernel-memory'

describe('kernel-memory', () => {
  // The test programs count what they make the kernel allocate.
  it.each([
    ['6.1/v2-kernel-memory', 37376, 'Kernel memory is 65% of the usage, mostly slab'],
    ['5.10/v1-kmem', 36864, 'Kernel memory is 65% of the usage, mostly slab'],
    ['5.10/g-slab', 281452, 'Kernel memory is at least 86% of RAM, mostly unreclaimable slab'],
    ['5.10/g-ipc-leak', 224512, 'Kernel memory is at least 81% of RAM, mostly unreclaimable slab'],
    ['7.2/m-memcg-2000', 0, 'Kernel memory is 37% of the usage, mostly page tables'],
  ])('%s: %d kB', (name, atLeastKb, title) => {
    const [finding] = said(RULE, edited(name))
    expect(finding).toMatchObject({ verdict: 'confirmed', title })
    expect(finding?.figures?.kernelBytes).toBeGreaterThanOrEqual(atLeastKb * 1024)
  })

  it('of page tables says who has them, and what makes them small', () => {
    const [finding] = said(RULE, edited('constructed/5.4-page-tables-of-shared-memory'))
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'Kernel memory is at least 49% of RAM, mostly page tables',
    })
    expect(finding?.next[0]).toContain('VmPTE')
    expect(said(RULE, edited('6.1/g-slab'))[0]?.next[0]).toContain('slabtop')
  })

  it('names the largest kinds, and what has no statistic of its own', () => {
    const [finding] = said(RULE, edited('6.1/v2-kernel-memory'))
    expect(finding?.summary).toContain(
      'In it are 26.6 MiB slab, 12.5 MiB other kinds (pipe buffers and the like) and 80.0 KiB kernel stacks.',
    )
    expect(finding?.figures).toEqual({
      kernelBytes: 41254912,
      usageBytes: 61440 * 1024,
      slabBytes: 27990968,
      kernelStackBytes: 81920,
      pageTablesBytes: 61440,
      otherKernelBytes: 41254912 - 27990968 - 81920 - 61440,
    })
  })

  it('names the largest slab caches where they were printed', () => {
    const [finding] = said(RULE, edited('5.10/g-slab'))
    expect(finding?.summary).toContain(
      'The largest slab caches are 275 MiB kmalloc-4k, 17.1 MiB skbuff_head_cache and 2.81 MiB PING.',
    )
    expect(finding?.evidence.map(({ says }) => says)).toContain('kmalloc-4k 281688 kB (275 MiB)')
    expect(finding?.figures).toMatchObject({
      slabUnreclaimableBytes: 77303 * 4096,
      kernelStackBytes: 1248 * 1024,
      ramBytes: (102267 - 9219) * 4096,
    })
  })

  it('counts network buffers, which v2 charges beside the kernel memory', () => {
    const log = edited(
      '7.2/v2-shmem',
      ['] shmem 46137344', '] shmem 0'],
      ['] file 46137344', '] file 0'],
      ['] sock 0', '] sock 46137344'],
    )
    expect(said(RULE, log)[0]).toMatchObject({
      title: 'Kernel memory is 79% of the usage, mostly network buffers',
      figures: { networkBuffersBytes: 46137344 },
    })
  })

  it('names three kinds at most', () => {
    const log = edited('7.2/v2-shmem', ['] sock 0', '] sock 46137344'])
    const [finding] = said(RULE, log)
    expect(finding?.summary).toBe(
      'The kernel holds 44.2 MiB of the 56.0 MiB in use on behalf of processes, and no RSS counts it. In it are 44.0 MiB network buffers, 140 KiB slab and 80.0 KiB kernel stacks.',
    )
    expect(finding?.figures).toEqual({
      kernelBytes: 46137344 + 262144,
      usageBytes: 57344 * 1024,
      networkBuffersBytes: 46137344,
      slabBytes: 143832,
      kernelStackBytes: 81920,
      pageTablesBytes: 24576,
    })
  })

  it('names the rarer kinds, of a cgroup and of a machine', () => {
    const log = edited(
      '7.2/v2-shmem',
      ['] kernel 262144', '] kernel 40000000'],
      ['] vmalloc 0', '] vmalloc 16000000'],
      ['] zswap 0', '] zswap 12000000'],
      ['] percpu 0', '] percpu 8000000'],
      ['] sec_pagetables 0', '] sec_pagetables 2000000'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.summary).toContain(
      'In it are 15.2 MiB vmalloc, 11.4 MiB compressed swap (zswap) and 7.62 MiB per-CPU memory.',
    )
    expect(finding?.figures).toEqual({
      kernelBytes: 40000000,
      usageBytes: 57344 * 1024,
      vmallocBytes: 16000000,
      zswapBytes: 12000000,
      perCpuBytes: 8000000,
      secondaryPageTablesBytes: 2000000,
      slabBytes: 143832,
      kernelStackBytes: 81920,
      pageTablesBytes: 24576,
    })
    const machine = edited('6.12/g-noswap', ['sec_pagetables:0 ', 'sec_pagetables:45000 '])
    expect(said(RULE, machine)[0]).toMatchObject({
      title: 'Kernel memory is at least 52% of RAM, mostly secondary page tables',
      figures: {
        kernelBytes: (219 + 1784 + 336 + 45000) * 4096 + 1376 * 1024,
        secondaryPageTablesBytes: 45000 * 4096,
      },
    })
  })

  it('knows of network buffers where the rest was not read', () => {
    const log = edited('7.2/v2-shmem', ['] sock 0', '] sock 46137344']).replace(
      /^\[.*\] (?:kernel|slab|pagetables|percpu|vmalloc|zswap|sec_pagetables)\w* \d+\n/gm,
      '',
    )
    const [finding] = said(RULE, log)
    expect(finding).toMatchObject({
      title: 'Kernel memory is at least 78% of the usage, mostly network buffers',
      summary:
        'The kernel holds at least 44.0 MiB of the 56.0 MiB in use on behalf of processes, and no RSS counts it. In it are 44.0 MiB network buffers.',
    })
    expect(finding?.figures).toEqual({
      kernelBytes: 46137344,
      usageBytes: 57344 * 1024,
      networkBuffersBytes: 46137344,
    })
  })

  it('knows no kinds where the counter of v1 is all there is', () => {
    const log = edited('constructed/3.10-el7-memcg-kubepods', [
      'kmem: usage 18440kB',
      'kmem: usage 1043036kB',
    ])
    const [finding] = said(RULE, log)
    expect(finding).toMatchObject({
      title: 'Kernel memory is 50% of the usage',
      summary:
        'The kernel holds 1018 MiB of the 1.98 GiB in use on behalf of processes, and no RSS counts it.',
    })
    expect(finding?.figures).toEqual({ kernelBytes: 1043036 * 1024, usageBytes: 2086072 * 1024 })
  })

  const inUse = ['memory: usage 57344kB', 'memory: usage 50000kB'] as const

  it.each([
    [10_240_000, ['Kernel memory is 20% of the usage']],
    [10_239_999, []],
    [60_000_000, ['Kernel memory is 100% of the usage']],
  ])('of %d bytes in 51200000: %j', (bytes, titles) => {
    const log = edited('7.2/v2-shmem', inUse, ['] kernel 262144', `] kernel ${bytes}`])
    expect(said(RULE, log).map(({ title }) => title)).toEqual(titles)
  })

  it.each([
    [10_000_000, 'Kernel memory is 39% of the usage'],
    [10_000_001, 'Kernel memory is 39% of the usage, mostly slab'],
  ])('of 20000000 bytes of which %d are slab: %s', (slab, title) => {
    const log = edited(
      '7.2/v2-shmem',
      inUse,
      ['] kernel 262144', '] kernel 20000000'],
      ['] slab 143832', `] slab ${slab}`],
    )
    expect(said(RULE, log)[0]?.title).toBe(title)
  })

  it.each([
    [17_893_504, undefined],
    [17_893_503, 2_000_001],
  ])(
    'of 20000000 bytes with %d of slab, and 106496 of stacks and page tables, others are %o',
    (slab, other) => {
      const log = edited(
        '7.2/v2-shmem',
        ['] kernel 262144', '] kernel 20000000'],
        ['] slab 143832', `] slab ${slab}`],
      )
      expect(said(RULE, log)[0]?.figures?.otherKernelBytes).toBe(other)
    },
  )

  it('adds up the stacks of all zones (until 5.8), and leaves out those that are none', () => {
    const [finding] = said(
      RULE,
      edited('constructed/5.4-page-tables-of-shared-memory', ['kernel_stack:0kB', 'kernel_stack:1024kB']),
    )
    expect(finding?.figures?.kernelStackBytes).toBe((124000 + 2 * 1024) * 1024)
    expect(finding?.evidence.map(({ line, says }) => [line, says]).slice(2)).toEqual([
      [22, 'kernel_stack 1024 kB (1.00 MiB); RAM: managed:15360kB (15.0 MiB)'],
      [24, 'kernel_stack 1024 kB (1.00 MiB); RAM: managed:1850000kB (1.76 GiB)'],
      [26, 'kernel_stack 124000 kB (121 MiB); RAM: managed:63900000kB (60.93 GiB)'],
    ])
    const [none] = said(RULE, edited('5.10/g-slab', ['kernel_stack:1248kB', 'kernel_stack:0kB']))
    expect(none?.figures).not.toHaveProperty('kernelStackBytes')
    expect(none?.summary).toContain(
      'In it are 301 MiB unreclaimable slab, 10.1 MiB reclaimable slab and 320 KiB page tables.',
    )
  })

  it('reads slab that is not told apart, and leaves out what is zero', () => {
    const log = edited(
      '5.10/g-slab',
      ['slab_reclaimable:2592 slab_unreclaimable:77303', 'slab:79895'],
      ['pagetables:80', 'pagetables:0'],
    )
    const [finding] = said(RULE, log)
    expect(finding?.title).toBe('Kernel memory is at least 86% of RAM, mostly slab')
    expect(finding?.figures).toEqual({
      kernelBytes: 79895 * 4096 + 1248 * 1024,
      ramBytes: (15908 + 356284) * 1024,
      slabBytes: 79895 * 4096,
      kernelStackBytes: 1248 * 1024,
    })
  })

  it('calls a sum of single statistics the least that there is', () => {
    const log = edited('constructed/5.14-el9-memcg', ['slab 33169408', 'slab 533169408'])
    expect(said(RULE, log)[0]?.title).toMatch(/^Kernel memory is at least \d+% of the usage, mostly slab$/)
  })

  it('is silent where there is little of it: 120 threads are 3 MiB of stacks', () => {
    for (const name of [
      '6.12/g-threads',
      '6.1/v2-container',
      '7.2/v2-shmem',
      '7.2/g-noswap',
      'constructed/3.10-el7-memcg-kubepods',
    ])
      expect(verdictOf(RULE, edited(name)), name).toBe('silent')
  })

  it('is silent where it was not read, and on kills that were asked for', () => {
    const cut = edited('7.2/v2-kernel-memory').replace(
      /^\[.*\] (?:kernel|slab|sock|pagetables|percpu|vmalloc)\w* \d+\n/gm,
      '',
    )
    expect(verdictOf(RULE, cut)).toBe('silent')
    const noRam = edited('5.10/g-slab').replace(/.*pages RAM\n/, '')
    expect(verdictOf(RULE, noRam)).toBe('silent')
    expect(verdictOf(RULE, edited('5.10/g-slab', ['order=0', 'order=-1']))).toBe('silent')
  })
})
