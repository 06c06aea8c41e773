import { frequencyBehind } from './byte-frequency.js'
import { type ByteSet, MOST_SETS } from './byte-sets.js'

/** So many bytes of a pattern are looked for everywhere, and so many of it where those are. */
export const SCANNED_BYTES = 4
export const PIECE_BYTES = 6

/** Each piece makes the others of its bucket less sharp: added to its frequency, so that patterns share pieces. */
const PRICE = 0.0003

/** A part of some patterns. */
export interface Piece {
  readonly uses: readonly PieceUse[]
  /** How often it is expected to come, and its price. */
  readonly cost: number
}

/** A pattern has the piece so many bytes behind its beginning. */
export interface PieceUse {
  readonly pattern: number
  readonly before: number
}

interface Candidate extends Piece {
  readonly uses: PieceUse[]
  /** How many of the patterns have no piece yet. */
  open: number
}

/** Few and rare pieces, so that each pattern has one of them. */
export function choosePieces(patterns: readonly (readonly ByteSet[])[]): Piece[] {
  const { all, ofPattern } = candidatesOf(patterns)
  const done = new Set<number>()
  const chosen: Piece[] = []
  for (let best = cheapest(all); best !== undefined; best = cheapest(all)) {
    const own = best.uses.filter(({ pattern }) => !done.has(pattern))
    chosen.push({ uses: own, cost: best.cost })
    for (const { pattern } of own) {
      done.add(pattern)
      for (const candidate of ofPattern[pattern] ?? []) candidate.open--
    }
  }
  return chosen
}

/** For each pattern that it is for. A loop: it is run before anything is compiled. */
function cheapest(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    if (candidate.open === 0 || candidate.cost >= least * candidate.open) continue
    best = candidate
    least = candidate.cost / candidate.open
  }
  return best
}

function candidatesOf(patterns: readonly (readonly ByteSet[])[]) {
  const known = new Map<number, Candidate>()
  const ofPattern = patterns.map((bytes, pattern) => {
    const own: Candidate[] = []
    const last = Math.max(0, bytes.length - PIECE_BYTES)
    for (let before = 0; before <= last; before++) {
      const key = keyOf(bytes, before)
      let candidate = known.get(key)
      if (candidate === undefined) {
        candidate = { uses: [], cost: frequencyOf(bytes, before) + PRICE, open: 0 }
        known.set(key, candidate)
      }
      if (candidate.uses.at(-1)?.pattern === pattern) continue
      candidate.uses.push({ pattern, before })
      candidate.open++
      own.push(candidate)
    }
    return own
  })
  return { all: [...known.values()], ofPattern }
}

/** No two pieces have the same: four numbers below 1025 are exact in one. */
function keyOf(bytes: readonly ByteSet[], before: number): number {
  let key = 0
  for (let i = before; i < before + SCANNED_BYTES; i++)
    key = key * (MOST_SETS + 1) + (bytes[i]?.id ?? MOST_SETS)
  return key
}

/** Of a set with several bytes it is not asked what is before it. */
function frequencyOf(bytes: readonly ByteSet[], before: number): number {
  let product = 1
  let last: number | undefined
  for (let i = before; i < before + SCANNED_BYTES; i++) {
    const set = bytes[i]
    const only = set?.bytes.length === 1 ? set.bytes[0] : undefined
    product *= only === undefined || last === undefined ? (set?.frequency ?? 1) : frequencyBehind(last, only)
    last = only
  }
  return product
}
