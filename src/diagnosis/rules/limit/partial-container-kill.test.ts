import { describe, expect, it } from 'vitest'
import { identifyCgroup } from '../../../cgroup/index.js'
import type { Event } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import { event, KERNEL, oom, RUNTIME } from '../../events.fixture.js'
import { expectWhole } from '../../whole.fixture.js'
import { CONTAINER, CONTAINER_ID, POD } from './memcg-dump.fixture.js'
import { partialContainerKill } from './partial-container-kill.js'

describe('partial-container-kill', () => {
  const supervisor = { pid: 100, tgid: 100, comm: 'supervisor', line: 11 }
  const worker = { pid: 120, tgid: 120, comm: 'worker', line: 13 }
  const victim = { pid: 120, comm: 'worker', line: 19 }
  const kill = (clock: string | undefined, fields: Parameters<typeof oom>[4] = {}, home = CONTAINER) =>
    oom(clock, home, 40_960_000, home, { tasks: [supervisor, worker], victims: [victim], ...fields })
  const asked = (...events: Event[]) => {
    const findings = partialContainerKill.decide(caseOf(events, []))
    for (const finding of findings) expectWhole(finding)
    return findings
  }
  const verdicts = (...events: Event[]) => asked(...events).map(({ verdict }) => verdict)
  const shown = (...events: Event[]) => asked(...events)[0]?.evidence.map(({ line, says }) => [line, says])

  const IN_CONTAINER = 'container 18940fcbe8e4 of pod 5bc9a4b7-a6ec-4734-996e-ab3b278312c9'

  it('tells of one kill who died and who is left', () => {
    const one = kill('10:00:00')
    expect(asked(one)).toMatchObject([
      {
        verdict: 'likely',
        title: 'Only a part of the container was killed, not its first process',
        summary: `worker (pid 120) was killed in ${IN_CONTAINER}; supervisor (pid 100) was not. That supervisor is the container's first process is inferred from its pid, the lowest. A container whose first process lives goes on, and nobody restarts it.`,
        events: [one.id],
        missing: ["the runtime's log or the pod's status: whether the container ended with the kill"],
        figures: { killCount: 1, survivingTaskCount: 1 },
      },
    ])
    expect(shown(one)).toEqual([
      [11, 'listed: 100 supervisor'],
      [19, 'killed: 120 worker'],
    ])
  })

  it('names the file that ends all together, which v1 does not have', () => {
    const next = (version?: 1 | 2) => {
      const one = kill('10:00:00')
      return asked({ ...one, cgroup: { ...one.cgroup, version } })[0]?.next
    }
    const SEE = 'see whether the container still does its work: a restart policy is not asked'
    const both = [SEE, 'cat /sys/fs/cgroup/<the cgroup>/memory.oom.group  # 1 ends all of it together']
    expect(next(2)).toEqual(both)
    expect(next()).toEqual(both)
    expect(next(1)).toEqual([SEE])
  })

  it('counts those that are left beside the first, whatever their order in the table', () => {
    const helper = { pid: 110, tgid: 110, comm: 'helper' }
    const ofWorker = { pid: 121, tgid: 120, comm: 'worker' }
    const [finding] = asked(kill('10:00:00', { tasks: [worker, ofWorker, helper, supervisor] }))
    expect(finding?.summary).toContain('; supervisor (pid 100) and 1 more were not. That supervisor is')
    expect(finding?.figures).toEqual({ killCount: 1, survivingTaskCount: 2 })
  })

  it('takes what the runtime is about to start for none of the container', () => {
    const starting = { pid: 90, tgid: 90, comm: 'runc:[2:INIT]' }
    const [finding] = asked(kill('10:00:00', { tasks: [starting, supervisor, worker] }))
    expect(finding?.summary).toContain('; supervisor (pid 100) was not.')
    expect(finding?.figures).toEqual({ killCount: 1, survivingTaskCount: 1 })
    expect(asked(kill('10:00:00', { tasks: [starting, worker] }))).toEqual([])
  })

  it('does not know what becomes of a container whose first process waits for its child', () => {
    const tasks = [{ ...supervisor, comm: 'tini' }, worker]
    expect(asked(kill('10:00:00', { tasks }))).toMatchObject([
      {
        verdict: 'possible',
        summary: `worker (pid 120) was killed in ${IN_CONTAINER}; tini (pid 100) was not. That tini is the container's first process is inferred from its pid, the lowest. Such a process often ends with its child, and the container with it; otherwise the container goes on, and nobody restarts it.`,
      },
    ])
    expect(asked(kill('10:00:00', { tasks }), kill('10:00:30', { tasks }))).toMatchObject([
      {
        verdict: 'confirmed',
        summary: `worker (pid 120) was killed in ${IN_CONTAINER}; tini (pid 100) was not. A later dump of the container still lists tini (pid 100). A container whose first process lives goes on, and nobody restarts it. This was read 2 times.`,
      },
    ])
  })

  it.each([
    ['10:00:01', 'confirmed'],
    ['10:00:00.999', 'likely'],
  ])('a second dump at %s, after one at 10:00:00: %s', (clock, verdict) => {
    const [finding, ...more] = asked(kill('10:00:00'), kill(clock))
    expect(more).toEqual([])
    expect(finding).toMatchObject({ verdict, figures: { killCount: 2, survivingTaskCount: 1 } })
    expect(finding?.summary).toMatch(/ This was read 2 times\.$/)
  })

  it('needs no witness but a dump that lists the same process', () => {
    const renamed = { tasks: [{ ...supervisor, comm: 'other' }, worker] }
    const anew = { tasks: [{ ...supervisor, pid: 105, tgid: 105 }, worker] }
    expect(verdicts(kill('10:00:00'), kill('10:00:30', renamed))).toEqual(['likely'])
    expect(verdicts(kill('10:00:00'), kill('10:00:30', anew))).toEqual(['likely'])
    expect(asked(kill('10:00:00'), kill('10:00:30'))[0]?.missing).toEqual([])
  })

  it('goes by the seconds after boot where there is no clock, in one log', () => {
    const sinceBoot = (monotonicSec: number, inputName = KERNEL.input) => ({
      ...kill(undefined),
      at: { basis: 'monotonic-only' as const, monotonicSec },
      source: { input: inputName, firstLine: 1, lastLine: 20 },
    })
    expect(verdicts(sinceBoot(50), sinceBoot(51))).toEqual(['confirmed'])
    expect(verdicts(sinceBoot(50), sinceBoot(50.9))).toEqual(['likely'])
    expect(verdicts(sinceBoot(50), sinceBoot(60, 'other.txt'))).toEqual(['likely'])
    expect(verdicts(kill(undefined), kill(undefined))).toEqual(['likely'])
    const { source } = sinceBoot(50)
    expect(verdicts(sinceBoot(50), { ...kill('10:00:00'), source })).toEqual(['likely'])
    expect(verdicts({ ...kill('10:00:00'), source }, sinceBoot(50))).toEqual(['likely'])
    expect(verdicts({ ...kill(undefined), source }, sinceBoot(50))).toEqual(['likely'])
  })

  it('goes by the seconds after boot where one of the dumps has no other time', () => {
    const withBoth = (monotonicSec: number) => {
      const one = kill('10:00:00')
      return { ...one, at: { ...one.at, monotonicSec } }
    }
    const source = { input: KERNEL.input, firstLine: 1, lastLine: 20 }
    const bare = (monotonicSec: number) => ({
      ...kill(undefined),
      at: { basis: 'monotonic-only' as const, monotonicSec },
      source,
    })
    expect(verdicts(bare(50), withBoth(60))).toEqual(['confirmed'])
    expect(verdicts(withBoth(50), bare(60))).toEqual(['confirmed'])
  })

  it('shows five kills, and the latest of more', () => {
    const kills = [1, 2, 3, 4, 5, 6].map((minute) => {
      const line = 100 * minute
      const tasks = [
        { ...supervisor, line: line + 1 },
        { ...worker, line: line + 3 },
      ]
      return kill(`10:0${minute}:00`, { tasks, victims: [{ ...victim, line: line + 9 }] })
    })
    const ofFive = [1, 2, 3, 4, 5].flatMap((minute) => [
      [100 * minute + 1, 'listed: 100 supervisor'],
      [100 * minute + 9, 'killed: 120 worker'],
    ])
    expect(shown(...kills.slice(0, 5))).toEqual(ofFive)
    expect(shown(...kills)).toEqual([...ofFive, [601, 'listed later: 100 supervisor']])
  })

  it('tells of each container for itself', () => {
    const other = CONTAINER.replace(CONTAINER_ID, 'd'.repeat(64))
    const docker = `/docker/${'e'.repeat(64)}`
    const kills = [
      kill('10:00:00'),
      kill('10:00:10', {}, other),
      kill('10:00:20'),
      kill('10:00:30', {}, docker),
    ]
    expect(asked(...kills).map(({ verdict, events }) => [verdict, events])).toEqual([
      ['confirmed', [kills[0]?.id, kills[2]?.id]],
      ['likely', [kills[1]?.id]],
      ['likely', [kills[3]?.id]],
    ])
    expect(asked(...kills)[2]?.summary).toContain('was killed in container eeeeeeeeeeee; ')
  })

  it('leaves out the kill that ended the container', () => {
    const exit = event('container-exit', RUNTIME, '10:00:32', { containerId: CONTAINER_ID })
    const kills = [kill('10:00:00'), kill('10:00:30')]
    expect(asked(...kills, exit)).toMatchObject([{ verdict: 'likely', events: [kills[0]?.id] }])
  })

  it('says nothing where nobody died, all did, or it was not the container itself', () => {
    const { cgroup = {} } = kill('10:00:00')
    expect(asked(kill('10:00:00', { outcome: 'panic' }))).toEqual([])
    expect(asked(kill('10:00:00', { victims: [] }))).toEqual([])
    expect(asked(kill('10:00:00', { cgroup: { ...cgroup, groupKill: CONTAINER } }))).toEqual([])
    expect(asked(kill('10:00:00', { cgroup: { ...cgroup, limitOwner: POD } }))).toEqual([])
    expect(asked(kill('10:00:00', { cgroup: undefined }))).toEqual([])
    expect(asked(kill('10:00:00', {}, `${POD}/crio-conmon-${CONTAINER_ID}.scope`))).toEqual([])
    expect(identifyCgroup(`${POD}/crio-conmon-${CONTAINER_ID}.scope`)?.monitor).toBe(true)
    expect(asked(kill('10:00:00', {}, '/system.slice/app.service'))).toEqual([])
    expect(asked(kill('10:00:00', {}, '/lxc/build1'))).toEqual([])
  })
})
