/**
 * AssemblyScript, compiled by build.mjs: finds patterns in bytes, sixteen places at a time. It knows no pattern: what it
 * looks for is in tables, laid out as src/filter/scan-tables.ts says.
 *
 * Each byte of a piece is looked up by its low and its high half; the answer is a set of buckets that may have a piece
 * with that byte there. Where one bucket is in the answers for all places, its patterns are compared.
 */

const ROOM: u32 = 192
const BUCKETS: u32 = 208
const ENTRY: u32 = 24

/** The first place that the last scan did not look at. */
export let scannedTo: u32 = 0

let places: u32 = 0
let patterns: u32 = 0
let count: u32 = 0

/**
 * Finds the hits in [from, to) and says how many. The place of each is written to `hitPlaces`, its pattern to
 * `hitPatterns`. With `most` hits it stops: `reach` bytes back from there, all hits are known.
 */
export function scan(
  tables: u32,
  from: u32,
  to: u32,
  hitPlaces: u32,
  hitPatterns: u32,
  most: u32,
  reach: u32,
): u32 {
  places = hitPlaces
  patterns = hitPatterns
  count = 0
  const low0 = v128.load(tables)
  const high0 = v128.load(tables, 16)
  const low1 = v128.load(tables, 32)
  const high1 = v128.load(tables, 48)
  const low2 = v128.load(tables, 64)
  const high2 = v128.load(tables, 80)
  const low3 = v128.load(tables, 96)
  const high3 = v128.load(tables, 112)
  const lowHalf = i8x16.splat(15)
  let before0 = i8x16.splat(0)
  let before1 = i8x16.splat(0)
  let before2 = i8x16.splat(0)
  // What is found in a vector began three bytes before it: the vector has the fourth byte of a piece.
  for (let at = from; at < to + 3; at += 16) {
    const bytes = v128.load(at)
    const lows = v128.and(bytes, lowHalf)
    const highs = i8x16.shr_u(bytes, 4)
    const is0 = v128.and(i8x16.swizzle(low0, lows), i8x16.swizzle(high0, highs))
    const is1 = v128.and(i8x16.swizzle(low1, lows), i8x16.swizzle(high1, highs))
    const is2 = v128.and(i8x16.swizzle(low2, lows), i8x16.swizzle(high2, highs))
    const is3 = v128.and(i8x16.swizzle(low3, lows), i8x16.swizzle(high3, highs))
    const was0 = i8x16.shuffle(before0, is0, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28)
    const was1 = i8x16.shuffle(before1, is1, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)
    const was2 = i8x16.shuffle(before2, is2, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
    before0 = is0
    before1 = is1
    before2 = is2
    let found = v128.and(v128.and(was0, was1), v128.and(was2, is3))
    if (!v128.any_true(found)) continue
    found = v128.and(found, is(tables + 128, v128.load(at, 1)))
    found = v128.and(found, is(tables + 160, v128.load(at, 2)))
    if (!v128.any_true(found)) continue
    v128.store(tables, found, ROOM)
    for (let lanes = i8x16.bitmask(i8x16.ne(found, i8x16.splat(0))); lanes !== 0; lanes &= lanes - 1) {
      const lane = ctz(lanes)
      const place = at - 3 + lane
      if (place >= to) break
      if (count >= most) return stopAt(place - reach)
      for (let buckets = <u32>load<u8>(tables + lane, ROOM); buckets !== 0; buckets &= buckets - 1) {
        checkBucket(tables + (ctz(buckets) << 2), place, from, to)
      }
    }
  }
  scannedTo = to
  return count
}

/** The buckets that may have these bytes at the place that the table is for. */
function is(table: u32, bytes: v128): v128 {
  const low = i8x16.swizzle(v128.load(table), v128.and(bytes, i8x16.splat(15)))
  return v128.and(low, i8x16.swizzle(v128.load(table, 16), i8x16.shr_u(bytes, 4)))
}

/** A pattern that begins behind `place` may not have been seen: such hits are left to the next scan. */
function stopAt(place: u32): u32 {
  while (load<u32>(places + ((count - 1) << 2)) >= place) count--
  scannedTo = place
  return count
}

function checkBucket(range: u32, place: u32, from: u32, to: u32): void {
  const piece = load<u32>(place)
  const end = load<u32>(range, BUCKETS + 4)
  for (let entry = load<u32>(range, BUCKETS); entry < end; entry += ENTRY) {
    if ((piece & load<u32>(entry)) !== load<u32>(entry, 4)) continue
    const before = load<u32>(entry, 8)
    const length = load<u32>(entry, 12)
    if (place < from + before || place - before + length > to) continue
    const start = place - before
    if (isAt(start, length, load<u32>(entry, 16))) addHit(start, load<u32>(entry, 20))
  }
}

/** For each byte of the pattern there is the address of a set: one bit for each value that the byte may have. */
function isAt(start: u32, length: u32, sets: u32): bool {
  for (let i: u32 = 0; i < length; i++) {
    const byte = <u32>load<u8>(start + i)
    const set = load<u32>(sets + (i << 2))
    if (((<u32>load<u8>(set + (byte >> 3)) >> (byte & 7)) & 1) === 0) return false
  }
  return true
}

/** Puts a hit in order; of several patterns at one place the one with the lowest index stays. */
function addHit(place: u32, pattern: u32): void {
  let at = count << 2
  while (at > 0 && load<u32>(places + at - 4) > place) at -= 4
  if (at > 0 && load<u32>(places + at - 4) === place) {
    if (load<u32>(patterns + at - 4) > pattern) store<u32>(patterns + at - 4, pattern)
    return
  }
  for (let i = count << 2; i > at; i -= 4) {
    store<u32>(places + i, load<u32>(places + i - 4))
    store<u32>(patterns + i, load<u32>(patterns + i - 4))
  }
  store<u32>(places + at, place)
  store<u32>(patterns + at, pattern)
  count++
}

export function countLineFeeds(from: u32, to: u32): u32 {
  const lineFeed = i8x16.splat(10)
  let total: u32 = 0
  let at = from
  while (at + 64 <= to) {
    // Each lane counts in a byte, which 63 rounds of four cannot overflow.
    const end = at + min<u32>((to - at) >> 6, 63) * 64
    let sums = i8x16.splat(0)
    for (; at < end; at += 64) {
      const first = i8x16.add(i8x16.eq(v128.load(at), lineFeed), i8x16.eq(v128.load(at, 16), lineFeed))
      const second = i8x16.add(i8x16.eq(v128.load(at, 32), lineFeed), i8x16.eq(v128.load(at, 48), lineFeed))
      sums = i8x16.sub(sums, i8x16.add(first, second))
    }
    const wide = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(sums))
    total +=
      i32x4.extract_lane(wide, 0) +
      i32x4.extract_lane(wide, 1) +
      i32x4.extract_lane(wide, 2) +
      i32x4.extract_lane(wide, 3)
  }
  for (; at < to; at++) if (load<u8>(at) === 10) total++
  return total
}

export function hasNul(from: u32, to: u32): bool {
  let at = from
  for (; at + 64 <= to; at += 64) {
    const first = i8x16.min_u(v128.load(at), v128.load(at, 16))
    const second = i8x16.min_u(v128.load(at, 32), v128.load(at, 48))
    if (!i8x16.all_true(i8x16.min_u(first, second))) return true
  }
  for (; at < to; at++) if (load<u8>(at) === 0) return true
  return false
}
