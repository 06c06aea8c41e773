import type { FramingName } from '../record/framing-name.js'
import type { Reading } from '../record/reading.js'
import { type DumpMoments, dumpsOfMachines, dumpZone } from './dump-zone.js'
import { offsetSamples, type ZoneChoice, type ZoneEvidence, zoneOfStamps } from './host-zone.js'
import { klogZone, matchedSamples, messageKey, wrappedSamples } from './klog-zone.js'
import type { MachineOf } from './machines.js'
import type { Fingerprint, InputMoments, Moment } from './moments.js'
import { type Occurrences, occurrencesOf } from './same-events.js'
import type { OffsetSample } from './zones.js'

/** Collectors that write UTC on every machine: their zeros say nothing of the machine's zone. */
const ALWAYS_UTC: ReadonlySet<FramingName | 'mixed'> = new Set(['container-json', 'json-lines', 'klog-json'])

/** The zones of all inputs: a stamp's is that of its machine or, for klog, that of its process. */
export class ZonesOfInputs {
  readonly #readings: readonly Reading[]
  readonly #moments: readonly InputMoments[]
  readonly #machineOf: MachineOf
  readonly #stated: string | undefined
  readonly #evidence = new Map<string, ZoneEvidence[]>()
  readonly #fingerprint: Fingerprint
  readonly #known = new Map<string, ZoneChoice | undefined>()
  readonly #walls = new Map<string, ZoneChoice | undefined>()
  /** The first lines of a boot that name no host, by input: in a log of many machines they are of all its lines. */
  readonly #preambles: readonly Reading['facts'][]
  #dumps: ReadonlyMap<string, DumpMoments> | undefined
  #instants: readonly Occurrences[] | undefined
  readonly #matched = new Map<number, OffsetSample[]>()
  /** Inputs whose zone is told in two ways. */
  readonly conflicts = new Set<number>()

  constructor(
    readings: readonly Reading[],
    moments: readonly InputMoments[],
    machineOf: MachineOf,
    fingerprint: Fingerprint,
    stated: string | undefined,
  ) {
    this.#readings = readings
    this.#moments = moments
    this.#machineOf = machineOf
    this.#fingerprint = fingerprint
    this.#stated = stated
    this.#preambles = readings.map(({ facts }) =>
      facts.filter(({ kind, host }) => kind === 'year' && host === undefined),
    )
    for (const index of readings.keys()) {
      for (const [machine, evidence] of this.#evidenceIn(index)) {
        const list = this.#evidence.get(machine) ?? []
        this.#evidence.set(machine, list)
        list.push(evidence)
      }
    }
  }

  /** The zone that this stamp is in. */
  of(moment: Moment): ZoneChoice | undefined {
    const klog = moment.stamp?.form === 'klog'
    const machine = this.#machineOf(moment.input, moment.host)
    const key = `${klog} ${moment.input} ${machine}`
    if (this.#known.has(key)) return this.#known.get(key)
    const choice = klog ? this.#klog(moment.input, machine) : this.#wall(moment.input, machine)
    this.#known.set(key, choice)
    return choice
  }

  /** What klog's clock is known to have been in an input of klog alone, by the same events in other inputs. */
  matched(input: number): readonly OffsetSample[] {
    const known = this.#matched.get(input)
    if (known !== undefined) return known
    const found = this.#match(input)
    this.#matched.set(input, found)
    return found
  }

  #match(input: number): OffsetSample[] {
    this.#instants ??= this.#keys().map((keyOf) =>
      occurrencesOf(
        this.#moments.flatMap(({ ofEvent }) => ofEvent.filter(({ at }) => at.epochMs !== undefined)),
        keyOf,
      ),
    )
    const own = (this.#moments[input]?.ofEvent ?? []).filter(({ stamp }) => stamp?.form === 'klog')
    const [first] = own
    if (first === undefined) return []
    const machine = this.#wall(input, this.#machineOf(input, first.host))
    for (const [index, keyOf] of this.#keys().entries()) {
      const found = matchedSamples(
        occurrencesOf(own, keyOf),
        this.#instants[index] ?? new Map(),
        machine?.zone,
      )
      if (found.length > 0) return found
    }
    return []
  }

  /** The same words are surer than the same meaning: klog's header is in them where the wrapper kept it. */
  #keys(): ((moment: Moment) => string | undefined)[] {
    return [messageKey, ({ event }) => event && this.#fingerprint(event)]
  }

  /** Asked for once: what is dated by it would be its own witness. */
  #wall(input: number, machine: string): ZoneChoice | undefined {
    const key = `${input} ${machine}`
    if (!this.#walls.has(key)) this.#walls.set(key, this.#wallOf(input, machine))
    return this.#walls.get(key)
  }

  #wallOf(input: number, machine: string): ZoneChoice | undefined {
    const all = this.#evidence.get(machine) ?? []
    const own = all.find((one) => one.input === input) ?? { input, facts: [], samples: [] }
    const evidence = { ...own, facts: [...own.facts, ...(this.#preambles[input] ?? [])] }
    const choice = zoneOfStamps(evidence, all, this.#stated, () => {
      this.#dumps ??= dumpsOfMachines(this.#moments, this.#machineOf)
      return dumpZone(this.#dumps.get(machine), input)
    })
    if (choice !== 'conflict') return choice
    this.conflicts.add(input)
    return undefined
  }

  #klog(input: number, machine: string): ZoneChoice | undefined {
    const wall = this.#wall(input, machine)
    const wrapped = (this.#evidence.get(machine) ?? []).flatMap(({ facts }) => wrappedSamples(facts))
    const matched = this.matched(input)
    const samples = matched.length > 0 ? matched : wrapped.sort((one, other) => one.epochMs - other.epochMs)
    const zone = klogZone(samples, wall?.zone)
    if (zone === undefined || zone === wall?.zone) return wall
    return { zone, stated: false }
  }

  /** What an input says, by machine. */
  #evidenceIn(input: number): Map<string, ZoneEvidence> {
    const reading = this.#readings[input]
    const moments = this.#moments[input]
    const found = new Map<string, { input: number; facts: Reading['facts'][number][]; moments: Moment[] }>()
    const of = (host: string | undefined) => {
      const machine = this.#machineOf(input, host)
      const known = found.get(machine) ?? { input, facts: [], moments: [] }
      found.set(machine, known)
      return known
    }
    for (const fact of reading?.facts ?? []) of(fact.host).facts.push(fact)
    for (const moment of moments?.all ?? [])
      if (moment.at.basis !== 'api') of(moment.host).moments.push(moment)
    const utc = reading !== undefined && ALWAYS_UTC.has(reading.input.framing)
    return new Map(
      [...found].map(([machine, { facts, moments: own }]) => [
        machine,
        { input, facts, samples: utc ? [] : offsetSamples(own, facts) },
      ]),
    )
  }
}
