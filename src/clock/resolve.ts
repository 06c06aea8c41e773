import type { FoundEvent, Problem } from '../record/index.js'
import type { Reading } from '../record/reading.js'
import type { Stamp } from '../stamp/index.js'
import { resolveBoots } from './boot-clocks.js'
import { Captures } from './captured.js'
import { type MachineOf, machinesOf } from './machines.js'
import { type Fingerprint, type InputMoments, type Moment, momentsOf } from './moments.js'
import type { ClockOptions } from './options.js'
import { setUncertainty, WallClock, widenReceived } from './wall-clock.js'
import { YearsOfInputs } from './years-of-inputs.js'
import { ZonesOfInputs } from './zones-of-inputs.js'

/** `resolveTimes` with any identity of events. */
export function resolveWith(
  readings: readonly Reading[],
  options: ClockOptions,
  fingerprint: Fingerprint,
): { readings: Reading[]; steps: FoundEvent[]; problems: Problem[]; machineOf: MachineOf } {
  const machineOf = machinesOf(readings, fingerprint)
  const moments = readings.map(momentsOf)
  const captures = new Captures(readings)
  for (const { all } of moments) for (const moment of all) setUncertainty(moment)
  const zones = new ZonesOfInputs(readings, moments, machineOf, fingerprint, options.timezone)
  const years = new YearsOfInputs(readings, moments, machineOf, captures, options.year)
  const problems = resolveWallClocks(readings, moments, zones, years)
  const { steps, problems: unknown } = resolveBoots(
    readings,
    moments,
    machineOf,
    fingerprint,
    options.bootTimeMs,
  )
  for (const { ofEvent } of moments)
    for (const moment of ofEvent) {
      captures.resolve(moment)
      widenReceived(moment)
    }
  return {
    readings: readings.map((reading, index) => withTimes(reading, moments[index] as InputMoments)),
    steps,
    problems: [...problems, ...unknown],
    machineOf,
  }
}

type Missing = 'year' | 'zone'

/**
 * First the inputs that tell their year themselves, then those that have it from the others. klog comes last: its zone
 * is measured with the instants of the others.
 */
function resolveWallClocks(
  readings: readonly Reading[],
  moments: readonly InputMoments[],
  zones: ZonesOfInputs,
  years: YearsOfInputs,
): Problem[] {
  const missing = readings.map(() => new Map<Moment, Missing>())
  const clocks = readings.map(({ input }) => new WallClock(input.framing))
  for (const klog of [false, true]) {
    for (const all of [false, true]) {
      const near = all ? years.near() : undefined
      for (const [index, input] of moments.entries()) {
        const matched = klog ? zones.matched(index).map(({ epochMs }) => epochMs) : []
        const waiting = input.all.filter(
          ({ stamp, at }) => at.epochMs === undefined && isKlog(stamp) === klog,
        )
        const yearOf = years.of(index, waiting, matched, near)
        for (const moment of waiting) {
          const meaning = { zone: zones.of(moment), year: yearOf.get(moment) }
          const lacks = clocks[index]?.resolve(moment, meaning)
          if (lacks === undefined || moment.event === undefined) missing[index]?.delete(moment)
          else missing[index]?.set(moment, lacks)
        }
      }
    }
  }
  return readings.flatMap(({ input: { name } }, index) => {
    const lacks = new Set(missing[index]?.values())
    return problemsOf(name, lacks, zones.conflicts.has(index))
  })
}

function isKlog(stamp: Stamp | undefined): boolean | undefined {
  return stamp && stamp.form === 'klog'
}

function problemsOf(name: string, missing: ReadonlySet<Missing>, conflict: boolean): Problem[] {
  const problems: Problem[] = []
  if (missing.has('year')) {
    const message = `${name}: nothing tells the year of its stamps (--year)`
    problems.push({ code: 'year-unknown', message })
  }
  if (missing.has('zone') && conflict) {
    const message = `${name}: the zone of its stamps is told in two ways (--timezone)`
    problems.push({ code: 'zone-conflict', message })
  } else if (missing.has('zone')) {
    const message = `${name}: nothing tells the zone of its stamps (--timezone)`
    problems.push({ code: 'zone-unknown', message })
  }
  return problems
}

function withTimes(reading: Reading, { ofEvent, lastOf, from, to }: InputMoments): Reading {
  const events = reading.events.map((event, index) => {
    const at = ofEvent[index]?.at ?? event.at
    const last = lastOf.get(index)
    return (last === undefined ? { ...event, at } : { ...event, at, lastAt: last.at }) as FoundEvent
  })
  if (from === undefined || to === undefined) return { ...reading, events }
  return { ...reading, input: { ...reading.input, covers: { from: from.at, to: to.at } }, events }
}
