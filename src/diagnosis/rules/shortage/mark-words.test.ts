import { expect, it } from 'vitest'
import { closest, isWhole, marginOf, numbersOf } from './mark-words.js'
import { freeOf, range, zoneOf } from './zones.fixture.js'

it('marginOf is what is usable less the chunk, the mark and the reserve', () => {
  const zone = zoneOf({
    free: freeOf(100, { cma: range(5, 50) }),
    floor: range(20, 30),
    reserve: range(7, 9),
    chunkKb: 4,
  })
  expect(marginOf(zone)).toBe((95 - 4 - 20 - 7) * 1024)
  expect(marginOf(zoneOf({ chunkKb: 4 }))).toBe(-4 * 1024)
})

it('isWhole where the mark was not lowered for the request', () => {
  expect(isWhole(zoneOf({ kb: { min: 20 }, floor: range(20) }))).toBe(true)
  expect(isWhole(zoneOf({ kb: { min: 20 }, floor: range(10, 20) }))).toBe(false)
})

it('closest names the largest zone, and the nearest to its mark where that is another', () => {
  const kb = (managed: number) => ({ managed, min: 20 })
  const small = zoneOf({ name: 'DMA', kb: kb(100), free: freeOf(15), floor: range(20) })
  const large = zoneOf({ kb: kb(900), free: freeOf(5), floor: range(20) })
  expect(closest([small, large], small)).toBe(
    'The largest, Normal: 5 kB free <= 20 kB min. Nearest to its mark, DMA: 15 kB free <= 20 kB min.',
  )
  expect(closest([small, large], large)).toBe('Normal: 5 kB free <= 20 kB min.')
})

it('numbersOf has what was read of the zone', () => {
  const zone = zoneOf({
    kb: { high: 60 },
    free: freeOf(100, { cma: range(5, 50) }),
    floor: range(20, 30),
    reserve: range(7, 9),
  })
  expect(numbersOf(zone, [1, 2, 3])).toEqual({
    zoneCount: 3,
    freeBytes: 100 * 1024,
    usableFreeBytes: 95 * 1024,
    minBytes: 20 * 1024,
    highBytes: 60 * 1024,
    lowmemReserveBytes: 7 * 1024,
  })
  expect(numbersOf(zoneOf({}), [1])).toEqual({ zoneCount: 1 })
})
