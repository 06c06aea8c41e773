import { byteFrequency } from './byte-frequency.js'
import type { ByteSet } from './byte-sets.js'
import { PIECE_BYTES, type Piece, type PieceUse, SCANNED_BYTES } from './pieces.js'

/** One bit of a byte for each. */
const BUCKETS = 8

/**
 * Patterns that are looked for together. A byte fits at a place of the piece if one of them has its low half there, and
 * one has its high half: two bit sets for each place.
 */
export interface Bucket {
  readonly uses: readonly PieceUse[]
  readonly lows: readonly number[]
  readonly highs: readonly number[]
}

interface Growing extends Bucket {
  readonly frequency: number
}

const NOTHING = new Array<number>(PIECE_BYTES).fill(0)
const EMPTY: Growing = { uses: [], lows: NOTHING, highs: NOTHING, frequency: 0 }

/** Puts alike pieces together, the frequent ones first. */
export function chooseBuckets(
  pieces: readonly Piece[],
  patterns: readonly (readonly ByteSet[])[],
): readonly Bucket[] {
  const buckets = new Array<Growing>(BUCKETS).fill(EMPTY)
  for (const piece of [...pieces].sort((a, b) => b.cost - a.cost)) {
    const own = bucketOf(piece, patterns)
    const grown = buckets.map((bucket) => joined(bucket, own))
    const more = grown.map(({ frequency }, index) => frequency - (buckets[index]?.frequency ?? 0))
    const best = more.indexOf(Math.min(...more))
    buckets[best] = grown[best] ?? own
  }
  return buckets
}

function bucketOf({ uses }: Piece, patterns: readonly (readonly ByteSet[])[]): Growing {
  const lows = [...NOTHING]
  const highs = [...NOTHING]
  for (const { pattern, before } of uses) {
    for (let place = 0; place < PIECE_BYTES; place++) {
      const set = patterns[pattern]?.[before + place]
      lows[place] = (lows[place] ?? 0) | halves(set, 0)
      highs[place] = (highs[place] ?? 0) | halves(set, 4)
    }
  }
  return { uses, lows, highs, frequency: 0 }
}

/** Where a pattern has ended, any byte will do. */
function halves(set: ByteSet | undefined, shift: number): number {
  if (set === undefined) return 0xffff
  return set.bytes.reduce((bits, byte) => bits | (1 << ((byte >> shift) & 15)), 0)
}

function joined(a: Growing, b: Growing): Growing {
  const lows = a.lows.map((bits, place) => bits | (b.lows[place] ?? 0))
  const highs = a.highs.map((bits, place) => bits | (b.highs[place] ?? 0))
  let frequency = 1
  for (let place = 0; place < SCANNED_BYTES; place++)
    frequency *= frequencyOf(lows[place] ?? 0, highs[place] ?? 0)
  return { uses: [...a.uses, ...b.uses], lows, highs, frequency }
}

/** How often a byte comes that has one of the low halves and one of the high halves; all that is expected is ASCII. */
function frequencyOf(lows: number, highs: number): number {
  let sum = 0
  for (let high = highs & 0xff; high !== 0; high &= high - 1) {
    const row = lowestBit(high) << 4
    for (let low = lows; low !== 0; low &= low - 1) sum += byteFrequency(row + lowestBit(low))
  }
  return sum
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}
