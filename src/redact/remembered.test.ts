import { expect, it } from 'vitest'
import { Remembered } from './remembered.js'

function numbers(most: number): (name: string) => number {
  let next = 1
  const known = new Remembered(() => next++, most)
  return (name) => known.of(name)
}

it('keeps what it made for a name', () => {
  const of = numbers(2)
  expect(['a', 'b', 'a', 'b'].map(of)).toEqual([1, 2, 1, 2])
})

it('keeps a name that comes again, however many others come', () => {
  const of = numbers(2)
  for (let index = 0; index < 100; index++) {
    expect(of('a')).toBe(1)
    of(`other ${index}`)
  }
})

it('forgets a name that nobody spoke of, and gives its number to no other', () => {
  const of = numbers(2)
  expect(['a', 'b', 'c', 'd', 'e', 'a'].map(of)).toEqual([1, 2, 3, 4, 5, 6])
})
