import { isDump } from '../record/is-dump.js'
import { isSame, keysOf } from '../sameness/index.js'
import { sampleOf } from './klog-zone.js'
import type { MachineOf } from './machines.js'
import type { InputMoments, Moment } from './moments.js'
import { type OffsetSample, observedZone, type Zone } from './zones.js'

/** Summer and winter. */
const MOST_OFFSETS = 2
/** So many dumps of an input are looked at, and so many that may be the same: more tell no more. */
const MOST_DUMPS = 64

/** The moments of a machine's dumps. */
export interface DumpMoments {
  readonly ofInput: ReadonlyMap<number, readonly Moment[]>
  readonly all: readonly Moment[]
}

/** By machine. One pass over the moments: a log of ten thousand hosts asks for the zone of each. */
export function dumpsOfMachines(
  moments: readonly InputMoments[],
  machineOf: MachineOf,
): ReadonlyMap<string, DumpMoments> {
  const found = new Map<string, { ofInput: Map<number, Moment[]>; all: Moment[] }>()
  for (const { ofEvent } of moments)
    for (const moment of ofEvent) {
      if (moment.event === undefined || !isDump(moment.event)) continue
      const machine = machineOf(moment.input, moment.host)
      const known = found.get(machine) ?? { ofInput: new Map<number, Moment[]>(), all: [] }
      found.set(machine, known)
      known.all.push(moment)
      const own = known.ofInput.get(moment.input)
      if (own === undefined) known.ofInput.set(moment.input, [moment])
      else own.push(moment)
    }
  return found
}

/**
 * The zone of an input's stamps by the dumps of the kernel that another input has with an instant: no two dumps have the
 * same numbers, so one is enough, and one that lacks lines is known again too.
 */
export function dumpZone(dumps: DumpMoments | undefined, input: number): Zone | undefined {
  const local = (dumps?.ofInput.get(input) ?? []).filter(isLocal).slice(0, MOST_DUMPS)
  if (dumps === undefined || local.length === 0) return undefined
  const dated = new Map<string, Moment[]>()
  for (const moment of dumps.all) {
    if (moment.at.epochMs === undefined) continue
    for (const key of keysOfMoment(moment)) {
      const known = dated.get(key) ?? []
      dated.set(key, known)
      if (known.length < MOST_DUMPS) known.push(moment)
    }
  }
  const samples = local.flatMap((one) => samplesOf(one, dated)).sort((a, b) => a.epochMs - b.epochMs)
  const offsets = new Set(samples.map(({ offsetMinutes }) => offsetMinutes))
  return offsets.size === 0 || offsets.size > MOST_OFFSETS ? undefined : observedZone(samples)
}

function samplesOf(one: Moment, dated: ReadonlyMap<string, readonly Moment[]>): OffsetSample[] {
  const others = new Set(keysOfMoment(one).flatMap((key) => dated.get(key) ?? []))
  return [...others].flatMap((other) => {
    const same = one.event !== undefined && other.event !== undefined && isSame(one.event, other.event)
    return (same ? sampleOf({ one, other }) : undefined) ?? []
  })
}

function keysOfMoment({ event }: Moment): readonly string[] {
  return event === undefined ? [] : keysOf(event).kept
}

function isLocal({ stamp, at }: Moment): boolean {
  return (
    stamp !== undefined &&
    stamp.offsetMinutes === undefined &&
    stamp.form !== 'klog' &&
    at.epochMs === undefined
  )
}
