import { expect, test } from 'vitest'
import { piecesOf } from './step-line.js'

test('between two equal readings the level is read, before another one it is inferred', () => {
  const pieces = piecesOf(
    [
      { atMs: 0, bytes: 5, isRead: true },
      { atMs: 10, bytes: 5, isRead: true },
      { atMs: 20, bytes: 3, isRead: true },
    ],
    100,
  )
  expect(pieces).toEqual([
    { fromMs: 0, toMs: 10, bytes: 5, isRead: true },
    { fromMs: 10, toMs: 20, bytes: 5, isRead: false },
  ])
})

test('a series of equal readings is read for as long as it lasted', () => {
  expect(
    piecesOf(
      [
        { atMs: 0, bytes: 5, untilMs: 8, isRead: true },
        { atMs: 20, bytes: 3, isRead: false },
      ],
      30,
    ),
  ).toEqual([
    { fromMs: 0, toMs: 8, bytes: 5, isRead: true },
    { fromMs: 8, toMs: 20, bytes: 5, isRead: false },
    { fromMs: 20, toMs: 30, bytes: 3, isRead: false },
  ])
})

test('a step without an amount ends the line, and the last reading goes no further', () => {
  expect(
    piecesOf(
      [
        { atMs: 0, bytes: 5, isRead: false },
        { atMs: 10, isRead: false },
        { atMs: 20, bytes: 4, isRead: true },
      ],
      30,
    ),
  ).toEqual([{ fromMs: 0, toMs: 10, bytes: 5, isRead: false }])
})
