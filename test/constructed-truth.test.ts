import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from '../src/index.js'
import type { DumpEvent } from '../src/record/index.js'
import { corpusCases, readLog } from './support/corpus.js'
import { dumpEvents } from './support/dump-events.js'

/** What the truth of a constructed case says beside the record's own names, and where the record has it. */
interface ConstructedTruth {
  readonly events: readonly ConstructedEvent[]
}

interface ConstructedEvent extends Readonly<Record<string, unknown>> {
  readonly type: string
  readonly taskCount?: number
  readonly tasksSample?: readonly { readonly pid: number }[]
  readonly kernelRelease?: string
  readonly cgroup?: Readonly<Record<string, unknown>>
  readonly memInfo?: { readonly buddy?: readonly Readonly<Record<string, unknown>>[] }
  readonly complete?: boolean
  readonly missing?: readonly string[]
  readonly foreignLines?: number
  readonly lostLines?: number
  readonly possibleVictimPids?: readonly number[]
  readonly victims?: readonly unknown[]
}

const CONSTRUCTED = corpusCases().filter(({ name }) => name.startsWith('constructed/'))

describe.each(CONSTRUCTED.map((one) => [one.name, one] as const))('the truth of %s', (_, one) => {
  const truth = JSON.parse(readFileSync(join(one.folder, 'truth.json'), 'utf8')) as ConstructedTruth
  const events = dumpEvents(parse(readLog(one, 'log.txt'), { name: 'log.txt' }))

  it('has as many events', () => {
    expect(events.map(({ type }) => type)).toEqual(truth.events.map(({ type }) => type))
  })

  it.each(truth.events.map((event, index) => [index, event] as const))(
    'is told in event %i',
    (index, event) => {
      const told = events[index]
      if (told === undefined) throw new Error('there is no such event')
      expect(told).toMatchObject(inRecordNames(event))
      if (event.type !== 'oom' || told.type !== 'oom') return
      expect(told.victims).toHaveLength(event.victims?.length ?? 0)
      for (const task of event.tasksSample ?? [])
        expect(told.tasks?.find(({ pid }) => pid === task.pid)).toMatchObject(task)
      if (event.missing !== undefined)
        expect(told.completeness.missing.toSorted()).toEqual(event.missing.toSorted())
      if (event.possibleVictimPids !== undefined)
        expect(told.possibleVictims?.map(({ pid }) => pid).toSorted()).toEqual(event.possibleVictimPids)
      if (event.cgroup?.statsCut !== undefined) expectCutStatistics(told, event.cgroup.statsCut)
    },
  )
})

/** Truths speak of the first chunk of a buddy list, of the memory counter without its name, and so on. */
function inRecordNames(event: ConstructedEvent): object {
  const {
    tasksSample: _,
    missing: __,
    possibleVictimPids: ___,
    note: ____,
    suppressedBefore: _____,
    taskCount,
    kernelRelease,
    complete,
    foreignLines,
    lostLines,
    cgroup,
    memInfo,
    ...same
  } = event
  return {
    ...same,
    ...(taskCount === undefined ? {} : { derived: { taskCount } }),
    ...(kernelRelease === undefined ? {} : { kernel: { release: kernelRelease } }),
    completeness: {
      ...(complete === undefined ? {} : { complete }),
      ...(foreignLines === undefined ? {} : { foreignLines }),
      ...(lostLines === undefined ? {} : { lostLines }),
    },
    ...(cgroup === undefined ? {} : { cgroup: cgroupInRecordNames(cgroup) }),
    ...(memInfo === undefined
      ? {}
      : {
          memInfo: {
            ...memInfo,
            ...(memInfo.buddy === undefined
              ? {}
              : {
                  buddy: memInfo.buddy.map(({ firstChunk, ...rest }) => ({
                    ...rest,
                    ...firstOf(firstChunk),
                  })),
                }),
          },
        }),
  }
}

function firstOf(chunk: unknown): object {
  return chunk === undefined
    ? {}
    : { chunks: expect.arrayContaining([expect.objectContaining(chunk as object)]) }
}

function cgroupInRecordNames(cgroup: Readonly<Record<string, unknown>>): object {
  const { limitBytes, usageBytes, failcnt, statsCut: _, limitOwnerKind, ...same } = cgroup
  return {
    ...same,
    ...(limitOwnerKind === undefined ? {} : { limitOwnerIdentity: { kind: limitOwnerKind } }),
    ...(limitBytes === undefined ? {} : { memory: { limitBytes, usageBytes, failcnt } }),
  }
}

/** The kernel's record of the statistics was full: what it cut in the middle of a number must not be told. */
function expectCutStatistics(event: DumpEvent, cut: unknown): void {
  const { lastKey, lastWhole } = cut as { lastKey: string; lastWhole: boolean }
  if (event.type !== 'oom') throw new Error('only an OOM has statistics')
  const names = event.cgroup?.stats?.flatMap(({ bytes, counts }) => [
    ...Object.keys(bytes),
    ...Object.keys(counts),
  ])
  const key = lastKey.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  if (lastWhole) expect(names).toContain(key)
  else expect(names).not.toContain(key)
}
