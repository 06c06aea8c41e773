import { describe, expect, it } from 'vitest'
import { isTimezone } from './zone-name.js'

describe('isTimezone', () => {
  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['America/Argentina/Buenos_Aires', true],
    ['+05:30', true],
    ['-0330', true],
    ['CET/2', false],
    ['Europe/Nowhere', false],
    ['', false],
    ['+15:00', false],
    ['+1', false],
    ['constructor', false],
    ['__proto__', false],
  ])('%s: %s', (text, expected) => {
    expect(isTimezone(text)).toBe(expected)
  })
})
