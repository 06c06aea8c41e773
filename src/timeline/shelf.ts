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
const LOOKED_AT_MAX = 8192
const CANDIDATES_MAX = 64
const UNDATED_MAX = 512

/** The clusters of one key, in the order of each clock. */
export class Shelf {
  readonly #kernelClock = new Row()
  readonly #wallClock = new Row()
  readonly #clusters = new Set<Cluster>()
  /** The greatest uncertainty of any wall-clock time on this shelf. */
  openMs = 0

  put(cluster: Cluster, { event: { at } }: Entry): void {
    this.#clusters.add(cluster)
    if (at.monotonicSec !== undefined) this.#kernelClock.put(at.monotonicSec, cluster)
    if (at.epochMs === undefined) return
    this.#wallClock.put(at.epochMs, cluster)
    this.openMs = Math.max(this.openMs, uncertaintyOf(at))
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

/** The clusters by one clock. */
class Row {
  readonly #places: Place[] = []
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
    this.#full.clear()
    this.#places.splice(
      firstOf(this.#places, (one) => one > time),
      0,
      { time, cluster },
    )
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
