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
      'In it are 26.6 MiB slab, 12.5 MiB other kinds (pipe buffers, page tables) and 80.0 KiB kernel stacks.',
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
