import { describe, expect, it } from 'vitest'
import type { Buddy } from '../../../record/index.js'
import { chunkStateOf } from './chunk-state.js'
import { freeOf, range, requestOf, shortOf, zoneOf } from './zones.fixture.js'

const ORDER_2 = requestOf({ order: 2 })

/** Free chunks of 4 kB, 8 kB and so on. */
function buddyOf(letters: string | undefined, ...counts: readonly number[]): Buddy {
  const chunks = counts.map((count, order) => ({
    bytes: 4096 * 2 ** order,
    count,
    ...(letters === undefined ? {} : { migrateTypes: letters.split('') }),
  }))
  return { zone: 'Normal', chunks, totalBytes: 0 }
}

describe('chunkStateOf', () => {
  // 1000 pages: 600 single ones, 100 pairs, 50 fours. Of 120 pages of min a half and a quarter must be left.
  const zone = zoneOf({
    buddy: buddyOf('UM', 600, 100, 50),
    free: freeOf(4000),
    floor: range(480),
    chunkKb: 12,
  })
  const old = shortOf({ kernel: { release: '4.3.0' } })

  it('is not known without the list of free chunks', () => {
    const { buddy: _, ...unread } = zone
    expect(chunkStateOf(shortOf(), unread, ORDER_2)).toEqual({ state: 'unknown' })
  })

  it('is none where all chunks are smaller, and has where one is as large', () => {
    expect(chunkStateOf(shortOf(), { ...zone, buddy: buddyOf('UM', 9, 9, 0) }, ORDER_2)).toEqual({
      state: 'none',
      largestBytes: 8192,
    })
    expect(chunkStateOf(shortOf(), { ...zone, buddy: buddyOf('UM', 0, 0, 1) }, ORDER_2)).toEqual({
      state: 'has',
      largestBytes: 16384,
    })
  })

  it('is scarce before 4.4 where too few pages are left in large chunks', () => {
    // 997 less 600 and 200 are 197, and 30 must be left: enough.
    expect(chunkStateOf(old, zone, ORDER_2)).toEqual({ state: 'has', largestBytes: 16384 })
    // 817 less 600 and 200 are 17.
    const few = { ...zone, free: freeOf(3280), buddy: buddyOf('UM', 600, 100, 5) }
    expect(chunkStateOf(old, few, ORDER_2)).toEqual({
      state: 'scarce',
      largestBytes: 16384,
      isByRelease: true,
    })
    // 830 less 600 and 200 are 30, and more must be left; 31 do.
    const exactly = (pages: number) => ({ ...few, free: freeOf((pages + 3) * 4) })
    expect(chunkStateOf(old, exactly(830), ORDER_2).state).toBe('scarce')
    expect(chunkStateOf(old, exactly(831), ORDER_2).state).toBe('has')
    expect(chunkStateOf(shortOf({ kernel: { release: '4.4.0' } }), few, ORDER_2).state).toBe('has')
    expect(chunkStateOf(shortOf(), few, ORDER_2).state).toBe('has')
  })

  it('is scarce for sure where the letters of the list are of an old kernel', () => {
    const few = { ...zone, free: freeOf(3280), buddy: buddyOf(undefined, 600, 100, 5) }
    expect(chunkStateOf(shortOf(), few, ORDER_2)).toEqual({
      state: 'scarce',
      largestBytes: 16384,
      isByRelease: false,
    })
  })

  it('has a chunk as far as is known where the mark or what is free was not read', () => {
    const few = { ...zone, free: freeOf(3280), buddy: buddyOf('UM', 600, 100, 5) }
    const { floor: _floor, ...withoutFloor } = few
    const { free: _free, ...withoutFree } = few
    expect(chunkStateOf(old, withoutFloor, ORDER_2)).toEqual({ state: 'has', largestBytes: 16384 })
    expect(chunkStateOf(old, withoutFree, ORDER_2)).toEqual({ state: 'has', largestBytes: 16384 })
  })
})
