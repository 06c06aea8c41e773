import { describe, expect, it } from 'vitest'
import type { OomEvent } from '../../../record/index.js'
import { oom } from '../../events.fixture.js'
import { expectWhole } from '../../whole.fixture.js'
import { groupKill } from './group-kill.js'
import { CONTAINER, POD } from './memcg-dump.fixture.js'

describe('group-kill', () => {
  const MIB = 1024 ** 2
  const OF_POD = 'a container of pod 5bc9a4b7-a6ec-4734-996e-ab3b278312c9'
  const victim = (pid: number, why?: OomEvent['victims'][number]['why']) => ({
    pid,
    comm: 'app',
    line: pid,
    anonRssBytes: 3 * MIB,
    fileRssBytes: 2 * MIB,
    shmemRssBytes: MIB,
    ...(why === undefined ? {} : { why }),
  })
  const task = (pid: number, oomScoreAdj: number) => ({
    pid,
    comm: 'guard',
    rssPages: 100,
    oomScoreAdj,
    line: pid,
  })
  const asked = (group: string | undefined, fields: Partial<OomEvent>) => {
    const dump = oom('10:00:00', CONTAINER, 64 * MIB)
    const findings = groupKill.decideDump({
      ...dump,
      ...fields,
      cgroup: { ...dump.cgroup, ...(group === undefined ? {} : { groupKill: group, groupKillLine: 7 }) },
    })
    for (const finding of findings) expectWhole(finding)
    return findings
  }
  const died = (...victims: OomEvent['victims']) => {
    const [finding] = asked(CONTAINER, { victims })
    return [finding?.summary, finding?.figures]
  }
  const END = 'One process over the limit ends all of them.'

  it('counts those that died, and what they held', () => {
    expect(died()).toEqual([
      `memory.oom.group is set for ${OF_POD}: no kill of it was read. ${END}`,
      { victimCount: 0 },
    ])
    expect(died(victim(10, 'selected'))).toEqual([
      `memory.oom.group is set for ${OF_POD}: app (pid 10) was all that was killed, with 6.00 MiB of rss. ${END}`,
      { victimCount: 1, rssSumBytes: 6 * MIB },
    ])
    expect(died(victim(10, 'selected'), victim(11, 'group'))).toEqual([
      `memory.oom.group is set for ${OF_POD}: 2 processes were killed, app (pid 10) as the chosen one, with 12.0 MiB of rss together. ${END}`,
      { victimCount: 2, rssSumBytes: 12 * MIB },
    ])
  })

  it('does not call the first of them the chosen one where the line that tells is lost', () => {
    expect(died(victim(10), victim(11, 'group'))[0]).toContain(
      `2 processes were killed, app (pid 10) first, with 12.0 MiB of rss together. ${END}`,
    )
  })

  it('does not add up what they held where one kill line does not say it', () => {
    expect(died(victim(10, 'selected'), { pid: 11, comm: 'app', why: 'group', line: 11 })).toEqual([
      `memory.oom.group is set for ${OF_POD}: 2 processes were killed, app (pid 10) as the chosen one. ${END}`,
      { victimCount: 2 },
    ])
  })

  it('tells who was spared, where the table is that of the group', () => {
    const victims = [victim(10, 'selected')]
    const tasks = [task(21, -1000), task(22, -999), task(23, -1000), task(24, 0)]
    const [finding] = asked(CONTAINER, { victims, tasks })
    expect(finding?.summary).toBe(
      `memory.oom.group is set for ${OF_POD}: app (pid 10) was all that was killed, with 6.00 MiB of rss. 2 were spared (oom_score_adj -1000). ${END}`,
    )
    expect(finding?.figures).toEqual({ victimCount: 1, rssSumBytes: 6 * MIB, sparedTaskCount: 2 })
    expect(finding?.evidence.map(({ line, says }) => [line, says])).toEqual([
      [7, `memory.oom.group of ${CONTAINER}`],
      [10, 'killed: 10 app'],
      [21, 'guard: rss 100 pages, oom_score_adj -1000'],
      [23, 'guard: rss 100 pages, oom_score_adj -1000'],
    ])
    const [ofPod] = asked(POD, { victims, tasks })
    expect(ofPod?.summary).toBe(
      `memory.oom.group is set for pod 5bc9a4b7-a6ec-4734-996e-ab3b278312c9: app (pid 10) was all that was killed, with 6.00 MiB of rss. ${END}`,
    )
    expect(ofPod?.figures).toEqual({ victimCount: 1, rssSumBytes: 6 * MIB })
  })

  it('shows twelve of the killed, and twelve of the spared', () => {
    const numbers = Array.from({ length: 14 }, (_, at) => at)
    const [finding] = asked(CONTAINER, {
      victims: numbers.map((at) => victim(100 + at, 'group')),
      tasks: numbers.map((at) => task(200 + at, -1000)),
    })
    const shown = numbers.slice(0, 12)
    expect(finding?.evidence.map(({ line }) => line)).toEqual([
      7,
      ...shown.map((at) => 100 + at),
      ...shown.map((at) => 200 + at),
    ])
    expect(finding?.figures).toMatchObject({ victimCount: 14, sparedTaskCount: 14 })
  })

  it('has no question where no group was announced', () => {
    expect(asked(undefined, { victims: [victim(10, 'selected')] })).toEqual([])
    expect(asked(undefined, { victims: [victim(10, 'selected'), victim(11, 'shares-mm')] })).toEqual([])
    expect(asked(undefined, { victims: [] })).toEqual([])
  })
})
