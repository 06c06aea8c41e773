import { expect, test } from 'vitest'
import { crowdsOf, type PlacedMark } from './crowd.js'
import type { Level, Mark } from './marks.js'

const no = () => false

function placed(id: string, share: number, level: Level = 1): PlacedMark {
  return { share, mark: { id, level } as Mark }
}

test('marks that fall on one place are one, led by the loudest', () => {
  const crowds = crowdsOf([placed('a', 0.1), placed('oom', 0.101, 3), placed('b', 0.5)], 1000, no)
  expect(crowds.map(({ lead, marks }) => [lead.id, marks.length])).toEqual([
    ['oom', 2],
    ['b', 1],
  ])
})

test('what the finding tells leads even a louder one', () => {
  const [crowd] = crowdsOf([placed('told', 0.1, 0), placed('oom', 0.101, 3)], 1000, (id) => id === 'told')
  expect(crowd?.lead.id).toBe('told')
})

test('closer by, they are told apart', () => {
  expect(crowdsOf([placed('a', 0.1), placed('b', 0.101)], 100_000, no)).toHaveLength(2)
})

test('ten thousand marks are as many as have room, and none is lost', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => placed(String(index), index / 10_000))
  const crowds = crowdsOf(many, 1000, no)
  expect(crowds.length).toBeLessThanOrEqual(1000 / 28 + 1)
  expect(crowds.reduce((sum, { marks }) => sum + marks.length, 0)).toBe(10_000)
})
