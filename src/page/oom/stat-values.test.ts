import { describe, expect, it } from 'vitest'
import { statValues } from './stat-values.js'

describe('memory.stat of a cgroup', () => {
  it('has amounts first, the largest first, as the kernel spells them, and zeros apart', () => {
    const { some, zero } = statValues({
      bytes: { anon: 4096, inactiveAnon: 8192, hierarchicalMemoryLimit: 'unlimited', shmem: 0 },
      counts: { pgfault: 7, pgmajfault: 0 },
      line: 3,
      lines: { anon: 12 },
    })
    expect(some).toEqual([
      { name: 'inactive_anon', bytes: 8192, line: 3 },
      { name: 'anon', bytes: 4096, line: 12 },
      { name: 'hierarchical_memory_limit', bytes: 'unlimited', line: 3 },
      { name: 'pgfault', count: 7, line: 3 },
    ])
    expect(zero.map(({ name }) => name)).toEqual(['shmem', 'pgmajfault'])
  })
})
