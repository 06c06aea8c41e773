import type { ClockFact } from '../record/clock-fact.js'
import { readStamp } from '../stamp/index.js'
import type { Moment } from './moments.js'
import { fixedZone, type OffsetSample, observedZone, type Zone, zoneNamed } from './zones.js'

/** More changes of offset than summer and winter make within this are two zones. */
const YEAR = 366 * 86_400_000

export interface ZoneChoice {
  readonly zone: Zone
  /** Said by the caller: not inferred. */
  readonly stated: boolean
}

/** What an input says about zones, and which machine it is of. */
export interface ZoneEvidence {
  readonly input: number
  readonly facts: readonly ClockFact[]
  readonly samples: readonly OffsetSample[]
}

/** Stamps of an input that show their offset, in order of time. */
export function offsetSamples(moments: readonly Moment[], facts: readonly ClockFact[]): OffsetSample[] {
  const samples: OffsetSample[] = []
  for (const { stamp, at } of moments) {
    const { offsetMinutes, form } = stamp ?? {}
    if (offsetMinutes === undefined || form === 'unix' || at.epochMs === undefined) continue
    samples.push({ epochMs: at.epochMs, offsetMinutes })
  }
  for (const fact of facts) if (fact.kind === 'offset') samples.push(fact)
  return samples.sort((one, other) => one.epochMs - other.epochMs)
}

/**
 * The zone of an input's stamps that have none, by what is surest:
 *
 * 1. its own preamble says UTC (`journalctl --utc`), 2. the caller's word, 3. the zone of the machine, 4. stamps with
 * an offset that is not zero, 5. dumps of the kernel that another input has with an instant. An offset of zero is what many tools print who do not care for the machine's zone: it
 * counts when nothing contradicts it, and so does the UTC in another journal's preamble.
 */
export function zoneOfStamps(
  own: ZoneEvidence,
  ofMachine: readonly ZoneEvidence[],
  stated: string | undefined,
  ofDumps: () => Zone | undefined,
): ZoneChoice | 'conflict' | undefined {
  if (own.facts.some((fact) => fact.kind === 'year' && isUtc(fact.printed)))
    return { zone: fixedZone(0), stated: false }
  const option = stated === undefined ? undefined : zoneNamed(stated)
  if (option !== undefined) return { zone: option, stated: true }
  const zone =
    namedIn([own]) ??
    namedIn(ofMachine) ??
    offsetsOf([own]) ??
    offsetsOf(ofMachine) ??
    ofDumps() ??
    zeroOf(ofMachine) ??
    utcOf(ofMachine)
  return zone === undefined || zone === 'conflict' ? zone : { zone, stated: false }
}

function isUtc(printed: string): boolean {
  return readStamp(printed)?.offsetMinutes === 0
}

function namedIn(evidence: readonly ZoneEvidence[]): Zone | 'conflict' | undefined {
  const names = new Set<string>()
  for (const { facts } of evidence)
    for (const fact of facts) if (fact.kind === 'zone' && zoneNamed(fact.zone)) names.add(fact.zone)
  const [name] = names
  if (names.size > 1) return 'conflict'
  return name === undefined ? undefined : zoneNamed(name)
}

/** Inputs that show an offset which is not zero show local time; their zeros are London's winter. */
function offsetsOf(evidence: readonly ZoneEvidence[]): Zone | 'conflict' | undefined {
  const local = evidence.filter(({ samples }) => samples.some(({ offsetMinutes }) => offsetMinutes !== 0))
  if (local.length === 0) return undefined
  const samples = local.flatMap((one) => one.samples).sort((one, other) => one.epochMs - other.epochMs)
  let changes = 0
  for (const [index, { offsetMinutes }] of samples.entries())
    if (index > 0 && offsetMinutes !== samples[index - 1]?.offsetMinutes) changes++
  const years = ((samples.at(-1)?.epochMs ?? 0) - (samples[0]?.epochMs ?? 0)) / YEAR
  return changes > 1 + 2 * years ? 'conflict' : observedZone(samples)
}

function zeroOf(evidence: readonly ZoneEvidence[]): Zone | undefined {
  const samples = evidence.flatMap((one) => one.samples).sort((one, other) => one.epochMs - other.epochMs)
  return samples.length === 0 ? undefined : observedZone(samples)
}

/** UTC where all preambles of the machine's journals say so: one that names another zone shows what the machine has. */
function utcOf(evidence: readonly ZoneEvidence[]): Zone | undefined {
  const preambles = evidence.flatMap(({ facts }) =>
    facts.filter((fact) => fact.kind === 'year' && readStamp(fact.printed)?.form === 'full'),
  )
  const areUtc = preambles.every((fact) => fact.kind === 'year' && isUtc(fact.printed))
  return preambles.length > 0 && areUtc ? fixedZone(0) : undefined
}
