import { expect, it, vi } from 'vitest'
import { lastAsked } from './last-asked.js'

it('reckons once for a record that is asked of again and again', () => {
  const reckon = vi.fn(({ pages }: { pages: number }) => pages * 4)
  const kib = lastAsked(reckon)
  const [one, other] = [{ pages: 1 }, { pages: 2 }]
  expect([kib(one), kib(one), kib(other), kib(other), kib(one)]).toEqual([4, 4, 8, 8, 4])
  expect(reckon).toHaveBeenCalledTimes(3)
})

it('knows also that there is no answer', () => {
  const reckon = vi.fn((_: object) => undefined)
  const none = lastAsked(reckon)
  const record = {}
  expect([none(record), none(record)]).toEqual([undefined, undefined])
  expect(reckon).toHaveBeenCalledOnce()
})
