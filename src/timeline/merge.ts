import { isFoundDump, isSeries, type Keys, keysOf } from '../sameness/index.js'
import { joinBootForms } from './boot-forms.js'
import { joinBoots } from './boots.js'
import { type Candidate, type Circumstances, candidateOf, type Match } from './candidate.js'
import { Cluster, type Entry } from './entry.js'
import { DELAY_MS, DUMP_MS, STAMP_SEC, uncertaintyOf } from './moment.js'
import { joinSeries } from './series.js'
import { Shelf } from './shelf.js'

/** Joins the readings of each event. The order in which the inputs were given makes no difference. */
export function joinReadings(
  entries: readonly Entry[],
  names: readonly string[],
  oneHost: boolean,
): Cluster[] {
  const ranks = ranksOf(names)
  const byPlace = (a: Entry, b: Entry) => (ranks[a.input] ?? 0) - (ranks[b.input] ?? 0) || a.index - b.index
  const dumps: Entry[] = []
  const series: Entry[] = []
  const others: Entry[] = []
  for (const entry of entries) {
    if (isFoundDump(entry.event)) dumps.push(entry)
    else if (isSeries(entry.event)) series.push(entry)
    else others.push(entry)
  }
  // The fullest first: the head of a dump in one log and its end in the next have nothing in common but the whole one.
  dumps.sort((a, b) => b.fullness - a.fullness || byPlace(a, b))
  others.sort(byPlace)
  series.sort(byPlace)
  const joiner = new Joiner(names, oneHost)
  const clusters = [...joiner.join(dumps), ...joiner.join(others), ...joinSeries(series, oneHost)]
  return joinBootForms(joinBoots(clusters), oneHost)
}

/** Inputs by name: what comes first among equals must not depend on the order of the command line. */
function ranksOf(names: readonly string[]): number[] {
  const ranks: number[] = []
  names
    .map((name, input) => ({ name, input }))
    .sort((a, b) => (a.name === b.name ? a.input - b.input : a.name < b.name ? -1 : 1))
    .forEach(({ input }, rank) => {
      ranks[input] = rank
    })
  return ranks
}

/** What is asked about an event before its clocks are. */
interface Known {
  readonly keys: Keys
  /** Its input and its first key: where look-alikes of it stand in a row. */
  readonly row: string
  /** The how-manieth of that row. */
  readonly turn: number
}

class Joiner {
  readonly #names: readonly string[]
  readonly #oneHost: boolean
  readonly #shelves = new Map<string, Shelf>()
  readonly #known = new Map<Entry, Known>()
  readonly #rowLengths = new Map<string, number>()
  /** The last of a row that found its event: what the input prints later happened later. */
  readonly #last = new Map<string, Match>()

  constructor(names: readonly string[], oneHost: boolean) {
    this.#names = names
    this.#oneHost = oneHost
  }

  join(entries: readonly Entry[]): Cluster[] {
    for (const entry of entries) this.#know(entry)
    const clusters: Cluster[] = []
    for (const entry of entries) {
      const known = this.#known.get(entry)
      if (known === undefined) continue
      const found = this.#find(entry, known)
      const cluster = found?.cluster ?? new Cluster(entry)
      if (found === undefined) clusters.push(cluster)
      else {
        cluster.add(entry, found.differs)
        this.#last.set(known.row, { entry, cluster })
      }
      for (const key of known.keys.kept) this.#shelf(key).put(cluster, entry)
    }
    return clusters
  }

  #know(entry: Entry): void {
    const keys = keysOf(entry.event)
    const row = `${entry.input} ${keys.asked[0]}`
    const turn = (this.#rowLengths.get(row) ?? 0) + 1
    this.#rowLengths.set(row, turn)
    this.#known.set(entry, { keys, row, turn })
  }

  #shelf(key: string): Shelf {
    let shelf = this.#shelves.get(key)
    if (shelf === undefined) {
      shelf = new Shelf()
      this.#shelves.set(key, shelf)
    }
    return shelf
  }

  #find(entry: Entry, known: Known): Candidate | undefined {
    const shelves = known.keys.asked
      .flatMap((key) => this.#shelves.get(key) ?? [])
      .filter((shelf) => shelf.mayLack(entry.input))
    for (const clusters of candidates(entry, shelves)) {
      let best: Candidate | undefined
      for (const cluster of clusters) {
        const candidate = candidateOf(entry, cluster, this.#circumstances(entry, known, cluster))
        if (candidate !== undefined && (best === undefined || candidate.cost < best.cost)) best = candidate
      }
      if (best !== undefined) return best
    }
    return undefined
  }

  #circumstances(entry: Entry, { row, turn }: Known, { first }: Cluster): Circumstances {
    const other = this.#known.get(first)
    return {
      oneHost: this.#oneHost,
      sameName: this.#names[entry.input] === this.#names[first.input],
      sameTurn: other?.turn === turn && this.#rowLengths.get(row) === this.#rowLengths.get(other.row),
      last: this.#last.get(row),
    }
  }
}

/** First where the clocks agree exactly, then where they agree as far as they can, then where they say nothing. */
function* candidates({ event, input }: Entry, shelves: readonly Shelf[]): Generator<Iterable<Cluster>> {
  const { at, type } = event
  const delay = isFoundDump(event) || type === 'boot' ? DUMP_MS + DELAY_MS : DELAY_MS
  if (at.monotonicSec !== undefined)
    for (const width of [STAMP_SEC, delay / 1000])
      for (const shelf of shelves) yield shelf.byKernelClock(at.monotonicSec, width, input)
  if (at.epochMs !== undefined)
    for (const shelf of shelves) {
      const open = uncertaintyOf(at) + shelf.openMs
      for (const width of [1, open, open + delay]) yield shelf.byWallClock(at.epochMs, width, input)
    }
  for (const shelf of shelves) yield shelf.open(input)
}
