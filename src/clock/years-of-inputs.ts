import type { Reading } from '../record/reading.js'
import { localMs, readStamp, type StampForm } from '../stamp/index.js'
import type { Captures } from './captured.js'
import type { MachineOf } from './machines.js'
import type { InputMoments, Moment } from './moments.js'
import type { YearChoice } from './wall-clock.js'
import { chainOf, firstYear, type YearEvidence } from './years.js'

/** The year of each stamp that prints none, by what the input itself and its machine say. */
export class YearsOfInputs {
  readonly #readings: readonly Reading[]
  readonly #moments: readonly InputMoments[]
  readonly #machineOf: MachineOf
  readonly #captures: Captures
  readonly #stated: number | undefined

  constructor(
    readings: readonly Reading[],
    moments: readonly InputMoments[],
    machineOf: MachineOf,
    captures: Captures,
    stated: number | undefined,
  ) {
    this.#readings = readings
    this.#moments = moments
    this.#machineOf = machineOf
    this.#captures = captures
    this.#stated = stated
  }

  /** Instants that are known of each machine, in order. They grow as more stamps are resolved. */
  near(): Map<string, number[]> {
    const found = new Map<string, number[]>()
    const add = (machine: string, epochMs: number) => {
      const list = found.get(machine) ?? []
      found.set(machine, list)
      list.push(epochMs)
    }
    for (const [input, { facts }] of this.#readings.entries()) {
      for (const { at, host } of this.#moments[input]?.all ?? [])
        if (at.epochMs !== undefined) add(this.#machineOf(input, host), at.epochMs)
      for (const fact of facts)
        if ('epochMs' in fact && fact.epochMs !== undefined && fact.kind !== 'file-written')
          add(this.#machineOf(input, fact.host), fact.epochMs)
      // Not to the hour, but enough to tell a year.
      for (const fact of facts) {
        const local = fact.kind === 'year' ? localOf(fact.printed) : undefined
        if (local !== undefined) add(this.#machineOf(input, fact.host), local.ms)
      }
    }
    for (const list of found.values()) list.sort((one, other) => one - other)
    return found
  }

  /**
   * The years of these stamps of an input, in the order of its lines. `matched` are instants of its lines that other
   * inputs tell; `near` is what is known of all machines, or nothing yet: then only what the input itself says counts.
   */
  of(
    input: number,
    moments: readonly Moment[],
    matched: readonly number[],
    near: ReadonlyMap<string, readonly number[]> | undefined,
  ): ReadonlyMap<Moment, YearChoice> {
    const years = new Map<Moment, YearChoice>()
    const lines: Moment[] = []
    const files: Moment[] = []
    for (const moment of moments) {
      if (moment.stamp === undefined || moment.stamp.year !== undefined) continue
      const { basis } = moment.at
      // Files are listed in any order: each has a year of its own.
      if (basis === 'none' || basis === 'monotonic-only') lines.push(moment)
      else files.push(moment)
    }
    if (lines.length === 0 && files.length === 0) return years
    const evidence = this.#evidence(input, matched, near)
    if (lines.length > 0) this.#choose(lines, evidence, years)
    for (const file of files) this.#choose([file], evidence, years)
    return years
  }

  #choose(moments: readonly Moment[], evidence: YearEvidence, into: Map<Moment, YearChoice>): void {
    const chain = chainOf(moments.flatMap(({ stamp }) => stamp ?? []))
    const first = firstYear(chain, evidence)
    if (first === undefined) return
    const stated = evidence.stated !== undefined
    for (const [index, moment] of moments.entries())
      into.set(moment, { year: first + (chain.relative[index] ?? 0), stated })
  }

  #evidence(
    input: number,
    matched: readonly number[],
    near: ReadonlyMap<string, readonly number[]> | undefined,
  ): YearEvidence {
    const facts = this.#readings[input]?.facts ?? []
    const all = this.#moments[input]?.all ?? []
    const own = [...matched]
    for (const { at } of all) if (at.epochMs !== undefined) own.push(at.epochMs)
    own.sort((one, other) => one - other)
    const began: number[] = []
    let ended: number | undefined
    let notAfter = near === undefined ? undefined : this.#captures.latest(input)
    for (const fact of facts) {
      // A file that was copied is younger than its last line by any time, never older.
      if (fact.kind === 'file-written' && near !== undefined)
        notAfter = Math.min(notAfter ?? fact.epochMs, fact.epochMs)
      const local = fact.kind === 'year' ? localOf(fact.printed) : undefined
      if (local === undefined) continue
      // The journal says from where to where it goes, klog when it began.
      if (began.length > 0 && local.form === 'full')
        ended = Math.max(ended ?? local.ms, local.ms, ...began.slice(0, 1))
      began.push(local.ms)
    }
    const host = all.find((moment) => moment.host !== undefined)?.host
    return {
      ...(this.#stated === undefined ? {} : { stated: this.#stated }),
      began,
      ...(ended === undefined ? {} : { ended }),
      own,
      near: near?.get(this.#machineOf(input, host)) ?? [],
      ...(notAfter === undefined ? {} : { notAfter }),
    }
  }
}

function localOf(printed: string): { form: StampForm; ms: number } | undefined {
  const stamp = readStamp(printed)
  const ms = stamp?.year === undefined ? undefined : localMs(stamp, stamp.year)
  return stamp === undefined || ms === undefined ? undefined : { form: stamp.form, ms }
}
