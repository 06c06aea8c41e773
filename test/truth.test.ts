import { describe, expect, it } from 'vitest'
import { parse } from '../src/index.js'
import type { OomEvent } from '../src/record/oom.js'
import { type Case, corpusCases, readLog, readTruth, type TruthEvent } from './support/corpus.js'

/** Logs that say less or more than what happened, each for a reason that was looked up in the log. */
const LOG_DIFFERS: Readonly<Record<string, string>> = {
  '5.10/i-slow-console/dmesg.txt': 'the ring buffer no longer has the first dump',
  '7.2/i-slow-console/console.txt': 'the console lost whole dumps, and characters in the middle of lines',
  '7.2/n-rcu-stall/dmesg-iso.txt': 'the kill came after the truth was written',
}

/** The kernel sums its counters lazily: a thread keeps 64 page faults to itself, from 6.2 on a CPU 32 pages or more. */
const COUNTER_LAG = 512 * 1024

const MACHINE_CASES = corpusCases().filter(({ name }) => !name.startsWith('constructed/'))

describe.each(MACHINE_CASES.map((one) => [one.name, one] as const))('the truth of %s', (_, one) => {
  const truth = readTruth(one)
  it.each(one.files)('is not contradicted by what is read from %s', (file) => {
    if (truth === undefined) throw new Error('truth.json is missing')
    const ooms = oomsOf(one, file)
    const died = ooms.flatMap(({ victims }) => victims.map(({ pid }) => pid))
    const expected = (truth.victimsInOrder ?? []).map(({ pid }) => pid)
    if (LOG_DIFFERS[`${one.name}/${file}`] !== undefined) return
    if (truth.complete !== false) expect(died.toSorted(ascending)).toEqual(expected.toSorted(ascending))
    for (const event of truth.events) {
      const oom = ooms.find((known) => isOf(known, event))
      expect(oom, `no record of ${JSON.stringify(event.victim)}`).toBeDefined()
      if (oom !== undefined) compare(oom, event, ooms.indexOf(oom))
    }
    for (const { pageSizeBytes } of ooms) expect(pageSizeBytes).toBe(truth.pageSize)
  })
})

function oomsOf(one: Case, file: string): OomEvent[] {
  return parse(readLog(one, file), { name: file }).events.filter((event) => event.type === 'oom')
}

function ascending(a: number, b: number): number {
  return a - b
}

/** A panic kills nobody, and neither does an OOM without anything to kill: such a dump is the one without a victim. */
function isOf({ victims, outcome }: OomEvent, { victim }: TruthEvent): boolean {
  return (
    outcome === 'panic' ||
    (victim === undefined && outcome === 'no-killable-process') ||
    victims.some(({ pid }) => pid === victim?.pid)
  )
}

function compare(oom: OomEvent, truth: TruthEvent, index: number): void {
  const cutPaths = oom.problems.some(({ code }) => code === 'cut-path')
  const whole = oom.completeness.missing.length === 0
  // Where nothing could be killed the limit was lifted before the truth was written.
  if (truth.limitKb !== undefined && truth.limitKb < 2 ** 50 && oom.cgroup?.memory !== undefined)
    expect(oom.cgroup.memory.limitBytes).toBe(truth.limitKb * 1024)
  if (whole && truth.order !== undefined) expect(oom.trigger.order).toBe(truth.order)
  if (whole && truth.trigger !== undefined) {
    expect(oom.trigger.comm).toBe(truth.trigger.comm)
    if (truth.trigger.pid !== undefined) expect(oom.trigger.pid).toBe(truth.trigger.pid)
  }
  if (oom.constraint !== undefined) {
    if (truth.constraint !== undefined) expect(oom.constraint.constraint).toBe(truth.constraint)
    if (!cutPaths && truth.oomMemcg !== undefined) expect(oom.cgroup?.limitOwner).toBe(truth.oomMemcg)
    if (!cutPaths && truth.taskMemcg !== undefined) expect(oom.cgroup?.victimHome).toBe(truth.taskMemcg)
  }
  // The truth counts the processes before the first death, and each OOM before this one has taken one away.
  if (whole && truth.taskCount !== undefined) {
    expect(oom.derived.taskCount).toBeLessThanOrEqual(truth.taskCount)
    expect(oom.derived.taskCount).toBeGreaterThanOrEqual(truth.taskCount - index)
  }
  const victim = oom.victims.find(({ pid }) => pid === truth.victim?.pid)
  if (victim !== undefined && truth.victim !== undefined) {
    const { comm, uid, oomScoreAdj, anonRssKbAtLeast = 0, shmemRssKbAtLeast = 0 } = truth.victim
    expect(victim.comm).toBe(comm)
    if (uid !== undefined) expect(victim.uid).toBe(uid)
    if (oomScoreAdj !== undefined) expect(victim.oomScoreAdj).toBe(oomScoreAdj)
    const swappedBytes =
      (oom.tasks?.find((task) => task.pid === victim.pid)?.swapEntries ?? 0) * oom.pageSizeBytes
    expect((victim.anonRssBytes ?? 0) + swappedBytes + COUNTER_LAG).toBeGreaterThanOrEqual(
      anonRssKbAtLeast * 1024,
    )
    expect((victim.shmemRssBytes ?? 0) + COUNTER_LAG).toBeGreaterThanOrEqual(shmemRssKbAtLeast * 1024)
  }
  for (const member of truth.groupVictims ?? [])
    expect(oom.victims.map(({ pid, comm }) => ({ pid, comm }))).toContainEqual({
      pid: member.pid,
      comm: member.comm,
    })
}
