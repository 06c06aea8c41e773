import type { Cluster, Entry } from './entry.js'
import { uncertaintyOf } from './moment.js'

interface Place {
  readonly time: number
  readonly cluster: Cluster
}

/**
 * What is looked at for one question. Nobody has thousands of look-alikes within seconds but somebody who wants this to
 * take forever; then some readings stay events of their own.
 */
const LOOKED_AT_MAX = 1024
const CANDIDATES_MAX = 64
const UNDATED_MAX = 512

/** The clusters of one key, in the order of each clock. */
export class Shelf {
  readonly #kernelClock = new Row()
  readonly #wallClock = new Row()
  readonly #clusters = new Set<Cluster>()
  /** Of how many clusters each input has a reading. */
  readonly #readings = new Map<number, number>()
  /** The greatest uncertainty of any wall-clock time on this shelf. */
  openMs = 0

  put(cluster: Cluster, { event: { at }, input }: Entry): void {
    this.#clusters.add(cluster)
    this.#readings.set(input, (this.#readings.get(input) ?? 0) + 1)
    if (at.monotonicSec !== undefined) this.#kernelClock.put(at.monotonicSec, cluster)
    if (at.epochMs === undefined) return
    this.#wallClock.put(at.epochMs, cluster)
    this.openMs = Math.max(this.openMs, uncertaintyOf(at))
  }

  /** Whether any cluster may lack a reading of this input: in a bundle of one input none does. */
  mayLack(input: number): boolean {
    return (this.#readings.get(input) ?? 0) < this.#clusters.size
  }

  byKernelClock(seconds: number, open: number, input: number): Set<Cluster> {
    return this.#kernelClock.around(seconds, open, input)
  }

  byWallClock(epochMs: number, open: number, input: number): Set<Cluster> {
    return this.#wallClock.around(epochMs, open, input)
  }

  /** All that have no reading of this input yet, in the order in which they were found. */
  *open(input: number): Generator<Cluster> {
    let left = UNDATED_MAX
    for (const cluster of this.#clusters) {
      if (left-- === 0) return
      if (!cluster.has(input)) yield cluster
    }
  }
}

/** So many that came out of order are looked through one by one before they are sorted in. */
const LATE_MAX = 256

/** The clusters by one clock. */
class Row {
  readonly #places: Place[] = []
  readonly #late: Place[] = []
  readonly #placed = new Set<Cluster>()
  /** Up to where every cluster has a reading of an input: a log of equal lines of one second is not searched again. */
  readonly #full = new Map<number, number>()

  put(time: number, cluster: Cluster): void {
    if (this.#placed.has(cluster)) return
    this.#placed.add(cluster)
    const last = this.#places.at(-1)
    if (last === undefined || last.time <= time) {
      this.#places.push({ time, cluster })
      return
    }
    this.#late.push({ time, cluster })
    if (this.#late.length < LATE_MAX) return
    for (const late of this.#late) this.#places.push(late)
    this.#places.sort((a, b) => a.time - b.time)
    this.#late.length = 0
    this.#full.clear()
  }

  around(time: number, open: number, input: number): Set<Cluster> {
    const found = new Set<Cluster>()
    const start = Math.max(
      firstOf(this.#places, (one) => one >= time - open),
      this.#fullOf(input),
    )
    const end = Math.min(this.#places.length, start + LOOKED_AT_MAX)
    for (let index = start; index < end; index++) {
      const place = this.#places[index]
      if (place === undefined || place.time > time + open || found.size === CANDIDATES_MAX) break
      if (!place.cluster.has(input)) found.add(place.cluster)
    }
    for (const { time: late, cluster } of this.#late)
      if (Math.abs(late - time) <= open && !cluster.has(input)) found.add(cluster)
    return found
  }

  #fullOf(input: number): number {
    let full = this.#full.get(input) ?? 0
    while (this.#places[full]?.cluster.has(input)) full++
    this.#full.set(input, full)
    return full
  }
}

/** The first place whose time passes the test, by halving. */
function firstOf(places: readonly Place[], passes: (time: number) => boolean): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const place = places[middle]
    if (place !== undefined && passes(place.time)) high = middle
    else low = middle + 1
  }
  return low
}
