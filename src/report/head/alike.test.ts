import { expect, it } from 'vitest'
import { memcgDump } from '../../diagnosis/rules/limit/memcg-dump.fixture.js'
import { parse } from '../../index.js'
import { manyAlike } from './alike.js'

const DUMP = memcgDump({
  owner: '/batch',
  tasks: [1, 2, 3, 4, 5].map((pid) => [pid, 1500, 0, 'worker'] as const),
  victim: { pid: 5, comm: 'worker', adj: 0 },
})

function alike(log: string): string[] {
  const [oom] = parse(log).events
  return oom?.type === 'oom' ? manyAlike(oom, 6000 * 1024) : ['no OOM']
}

it('says what many of a name hold together, unless that is more than there is', () => {
  const said = alike(DUMP)
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^5 worker together at most /)
  expect(alike(DUMP.replace('usage 40000kB', 'usage 20000kB'))).toEqual([])
})

it('takes the memory where the sum with swap is not counted (swapaccount=0)', () => {
  const v1 = DUMP.replace('swap: usage 0kB', 'memory+swap: usage 0kB')
  expect(v1).not.toBe(DUMP)
  expect(alike(v1)).toEqual(alike(DUMP))
})
