import { describe, expect, it } from 'vitest'
import { clicked, ordered } from './order.js'

const rows = [
  { name: 'b', size: 10 },
  { name: 'a', size: 9 },
  { name: 'none', size: undefined },
  { name: 'c', size: 10 },
]

describe('a sorted table', () => {
  it('has numbers by their amount, and equals in the order that they had', () => {
    expect(ordered(rows, ({ size }) => size, true).map(({ name }) => name)).toEqual(['b', 'c', 'a', 'none'])
  })

  it('has what was not read last in either direction', () => {
    expect(ordered(rows, ({ size }) => size, false).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'none'])
  })

  it('has words in the order of their characters', () => {
    expect(ordered(['b', 'B', 'a10', 'a9'], (word) => word, false)).toEqual(['B', 'a10', 'a9', 'b'])
  })

  it('begins with the largest numbers and the first words, and turns around on the next click', () => {
    const order = { key: 'rss', descending: true }
    expect(clicked(order, 'pid', false)).toEqual({ key: 'pid', descending: true })
    expect(clicked(order, 'comm', true)).toEqual({ key: 'comm', descending: false })
    expect(clicked(order, 'rss', false)).toEqual({ key: 'rss', descending: false })
  })
})
