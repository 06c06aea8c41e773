import type { At } from '../record/at.js'
import type { FoundEvent, Problem } from '../record/index.js'
import type { Reading } from '../record/reading.js'
import { type Boot, type BootTime, bootsOf, onlyBoot, statedClock } from './boots.js'
import { contradictingSegments } from './contradictions.js'
import type { KernelClock } from './kernel-clock.js'
import { addMatches, isReceived, kernelEvents, receivedEvents } from './kernel-events.js'
import type { MachineOf } from './machines.js'
import { type Fingerprint, type InputMoments, type Moment, setInstant } from './moments.js'
import { type Segment, segmentsOf } from './segments.js'
import { type StepEvent, stepsOf } from './steps.js'

/** Dates what has only the kernel's clock, and measures the wall clocks of what has both. */
export function resolveBoots(
  readings: readonly Reading[],
  moments: readonly InputMoments[],
  machineOf: MachineOf,
  fingerprint: Fingerprint,
  statedMs: number | undefined,
): { steps: FoundEvent[]; problems: Problem[] } {
  const segments = moments.flatMap((input, index) => segmentsOf(input, index, machineOf))
  const same = kernelEvents(moments, machineOf, fingerprint)
  addMatches(segments, same, (input) => isReceived(readings[input]))
  const times = bootTimes(readings, moments, machineOf)
  const steps = new Map<string, readonly StepEvent[]>()
  const unknown = new Map<number, Problem>()
  for (const [machine, own] of byMachine(segments)) {
    const boots = bootsOf(own, times.get(machine) ?? [])
    const bootOf = new Map(boots.flatMap((boot) => boot.segments.map((segment) => [segment, boot] as const)))
    // Whoever says when the machine booted means the boot that an input ends with.
    const lastOf = new Map(own.map((segment) => [segment.input, segment]))
    const contradicting = contradictingSegments(own)
    for (const segment of own) {
      const stated = lastOf.get(segment.input) === segment ? statedMs : undefined
      const doubtful = stated === undefined && boots.length > 0 && contradicting.has(segment)
      const clock = bootOf.get(segment)?.clock ?? (doubtful ? 'unknown' : clockFor(segment, boots, stated))
      if (clock === 'unknown')
        unknown.set(segment.input, unknown.get(segment.input) ?? unknownBoot(readings, segment, boots.length))
      else if (clock !== undefined) date(segment, clock)
    }
    steps.set(
      machine,
      boots.flatMap(({ clock }) => stepsOf(clock)),
    )
  }
  widenDmesg(moments, steps, machineOf)
  for (const { one, other } of same) if (!isReceived(readings[one.input])) widen(other, one.at)
  for (const { one, other } of receivedEvents(readings, moments, machineOf, fingerprint)) doubt(one, other.at)
  return { steps: [...steps.values()].flat(), problems: [...unknown.values()] }
}

function bootTimes(
  readings: readonly Reading[],
  moments: readonly InputMoments[],
  machineOf: MachineOf,
): Map<string, BootTime[]> {
  const times = new Map<string, BootTime[]>()
  const add = (machine: string, time: BootTime) => {
    const list = times.get(machine) ?? []
    times.set(machine, list)
    list.push(time)
  }
  for (const [input, { facts }] of readings.entries()) {
    for (const fact of facts) if (fact.kind === 'boot-time') add(machineOf(input, fact.host), fact)
    for (const { at, host } of moments[input]?.boots ?? []) {
      const { epochMs, uncertaintyMs = 1000, inferred = [] } = at
      if (epochMs !== undefined) add(machineOf(input, host), { epochMs, uncertaintyMs, inferred })
    }
  }
  return times
}

function byMachine(segments: readonly Segment[]): Map<string, Segment[]> {
  const found = new Map<string, Segment[]>()
  for (const segment of segments) {
    const own = found.get(segment.machine) ?? []
    found.set(segment.machine, own)
    own.push(segment)
  }
  return found
}

/** The clock of a segment that nothing dates by itself. */
function clockFor(
  segment: Segment,
  boots: readonly Boot[],
  statedMs: number | undefined,
): KernelClock | 'unknown' | undefined {
  if (statedMs !== undefined) return statedClock(statedMs)
  const boot = onlyBoot(segment, boots)
  return boot === 'unknown' ? boot : boot?.clock
}

function unknownBoot(readings: readonly Reading[], { input, moments }: Segment, count: number): Problem {
  const name = readings[input]?.input.name ?? ''
  const line = moments.find(({ event }) => event !== undefined)?.line
  const which = count > 1 ? `which of ${count} boots` : 'which boot'
  const message = `${name}: ${which} its seconds count from is not known (--boot-time)`
  return { code: 'boot-unknown', message, ...(line === undefined ? {} : { line }) }
}

function date({ moments }: Segment, clock: KernelClock): void {
  for (const moment of moments) {
    const { monotonicSec } = moment.at
    if (monotonicSec === undefined) continue
    const found = clock.at(monotonicSec)
    if (moment.at.epochMs === undefined) setInstant(moment, { ...found, basis: 'boot-time' })
    else if (moment.ofKernel) widen(moment, found)
  }
}

/** A wall clock that says something else than its own digits allow is that much in doubt: lines come late. */
function widen(moment: Moment, kernels: Pick<At, 'epochMs' | 'uncertaintyMs'>): void {
  const { epochMs, uncertaintyMs = 0 } = moment.at
  if (epochMs === undefined || kernels.epochMs === undefined) return
  const apart = Math.abs(epochMs - kernels.epochMs)
  if (Math.max(apart, kernels.uncertaintyMs ?? 0) > uncertaintyMs) doubt(moment, kernels)
}

/** An instant is at least as uncertain as it is from one that is known, and as that one is itself. */
function doubt(moment: Moment, known: Pick<At, 'epochMs' | 'uncertaintyMs'>): void {
  const { epochMs, uncertaintyMs = 0 } = moment.at
  if (epochMs === undefined || known.epochMs === undefined) return
  const total = Math.ceil(Math.abs(epochMs - known.epochMs) + (known.uncertaintyMs ?? 0))
  moment.at = { ...moment.at, uncertaintyMs: Math.max(uncertaintyMs, total) }
}

/**
 * dmesg -T adds the kernel's seconds to the boot time of when it ran: it is wrong by the sleep before a line, and by
 * what was set behind it.
 */
function widenDmesg(
  moments: readonly InputMoments[],
  steps: ReadonlyMap<string, readonly StepEvent[]>,
  machineOf: MachineOf,
): void {
  for (const { all } of moments) {
    for (const moment of all) {
      const { epochMs, basis, uncertaintyMs = 0 } = moment.at
      if (basis !== 'dmesg-wall-clock' || epochMs === undefined) continue
      let wrong = 0
      for (const { kind, stepMs, at } of steps.get(machineOf(moment.input, moment.host)) ?? []) {
        const before = (at.epochMs ?? 0) <= epochMs + Math.abs(stepMs)
        if (before === (kind === 'suspend')) wrong += Math.abs(stepMs)
      }
      if (wrong > uncertaintyMs) moment.at = { ...moment.at, uncertaintyMs: wrong }
    }
  }
}
