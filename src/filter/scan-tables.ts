import type { Bucket } from './buckets.js'
import type { ByteSet } from './byte-sets.js'
import { PIECE_BYTES } from './pieces.js'

/** Where the tables are in the memory, the same as in wasm/scanner.ts; behind them are entries, pointers and sets. */
const BUCKETS_AT = 208
const ENTRIES_AT = 256
const ENTRY_WORDS = 6
const SET_BYTES = 32
/** What is compared at once before a pattern is compared byte by byte. */
const WORD_BYTES = 4

/**
 * Writes what the binary looks for to `memory` from `tables` on; it must be zero there.
 *
 *     0    two half-byte tables for each place of a piece: 16 bytes of bucket bits by the low half, 16 by the high half
 *     192  room of the binary
 *     208  where the entries of each bucket begin, and where the last ones end
 *     256  entries, six words each: mask and value of the four bytes of the piece, where in the pattern the piece is,
 *          the pattern's length, where its list of sets is, its index
 *     …    sets, 256 bits each; lists of their addresses
 */
export function writeTables(
  memory: DataView,
  tables: number,
  patterns: readonly (readonly ByteSet[])[],
  sets: Iterable<ByteSet>,
  buckets: readonly Bucket[],
): void {
  writeHalves(memory, tables, buckets)
  let entry = tables + ENTRIES_AT
  const setsAt = entry + patterns.length * ENTRY_WORDS * 4
  const lists = writeLists(memory, patterns, setsAt, writeSets(memory, sets, setsAt))
  for (const [bucket, { uses }] of buckets.entries()) {
    memory.setUint32(tables + BUCKETS_AT + bucket * 4, entry, true)
    for (const { pattern, before } of uses) {
      const bytes = patterns[pattern] ?? []
      const words = [...pieceWord(bytes, before), before, bytes.length, lists[pattern] ?? 0, pattern]
      for (const [index, word] of words.entries()) memory.setUint32(entry + index * 4, word, true)
      entry += ENTRY_WORDS * 4
    }
  }
  memory.setUint32(tables + BUCKETS_AT + buckets.length * 4, entry, true)
}

function writeHalves(memory: DataView, tables: number, buckets: readonly Bucket[]): void {
  for (let place = 0; place < PIECE_BYTES; place++) {
    for (let half = 0; half < 16; half++) {
      let low = 0
      let high = 0
      for (const [bucket, { lows, highs }] of buckets.entries()) {
        low |= (((lows[place] ?? 0) >> half) & 1) << bucket
        high |= (((highs[place] ?? 0) >> half) & 1) << bucket
      }
      memory.setUint8(tables + place * 32 + half, low)
      memory.setUint8(tables + place * 32 + 16 + half, high)
    }
  }
}

/** Mask and value of the piece's bytes that can be one thing only. */
function pieceWord(bytes: readonly ByteSet[], before: number): [number, number] {
  let mask = 0
  let value = 0
  for (let i = 0; i < WORD_BYTES; i++) {
    const [byte, ...others] = bytes[before + i]?.bytes ?? []
    if (byte === undefined || others.length > 0) continue
    mask |= 0xff << (i * 8)
    value |= byte << (i * 8)
  }
  return [mask, value]
}

/** Gives the place behind them. */
function writeSets(memory: DataView, sets: Iterable<ByteSet>, setsAt: number): number {
  let end = setsAt
  for (const { bytes } of sets) {
    for (const byte of bytes) {
      const at = end + (byte >> 3)
      memory.setUint8(at, memory.getUint8(at) | (1 << (byte & 7)))
    }
    end += SET_BYTES
  }
  return end
}

/** Gives the place of each pattern's list of sets. */
function writeLists(
  memory: DataView,
  patterns: readonly (readonly ByteSet[])[],
  setsAt: number,
  listsAt: number,
): number[] {
  let at = listsAt
  return patterns.map((bytes) => {
    const list = at
    for (const { id } of bytes) {
      memory.setUint32(at, setsAt + id * SET_BYTES, true)
      at += 4
    }
    return list
  })
}
