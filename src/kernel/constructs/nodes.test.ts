import { expect, it } from 'vitest'
import { parse } from '../../index.js'

it('a zone of each of several nodes is one dump’s', () => {
  const zones = [0, 1, 2, 3].map(
    (node) => `Node ${node} Normal free:${node + 1}kB min:4kB low:8kB high:12kB present:16kB managed:16kB`,
  )
  const lines = [
    'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    'CPU: 0 PID: 7 Comm: java Not tainted 6.1.0-18-amd64 #1',
    'Mem-Info:',
    ...zones.flatMap((zone) => [zone, 'lowmem_reserve[]: 0 0 0 0']),
    'Out of memory: Killed process 7 (java) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0',
  ]
  const { events } = parse(lines.map((line, at) => `[ 1.${`${at}`.padStart(6, '0')}] ${line}\n`).join(''))
  expect(events).toHaveLength(1)
  const [oom] = events
  if (oom?.type !== 'oom') throw new Error('no OOM')
  expect(oom.problems).toEqual([])
  expect(oom.memInfo?.zones?.map(({ node, zone, bytes }) => [node, zone, bytes.free])).toEqual([
    [0, 'Normal', 1024],
    [1, 'Normal', 2048],
    [2, 'Normal', 3072],
    [3, 'Normal', 4096],
  ])
})
