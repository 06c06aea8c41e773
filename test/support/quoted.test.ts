import { describe, expect, it } from 'vitest'
import { cleared, unquoted } from './quoted.js'

describe('the check of what a finding quotes', () => {
  it.each<[says: string, line: string, wrong: string[]]>([
    ['limit 8 kB (8 KiB)', 'memory: usage 8kB, limit 8kB, failcnt 12', []],
    ['limit 8 kB', 'memory: usage 18kB, limit 80kB, failcnt 0.8', ['8']],
    ['1.5Gi of 2', 'memory=1.5Gi 2.5', ['2']],
    ['at 10:02:40', 'Jul 14 10:02:40 x', []],
    ['at 10:02:40', 'Jul 14 10:02:41 x', ['40']],
    ['4 (was (5) and 6) 7', '4', ['7']],
    ['no number', '', []],
  ])('%s', (says, line, wrong) => {
    expect(unquoted(says, line)).toEqual(wrong)
  })

  it('takes brackets off from the inside, and keeps those that are open', () => {
    expect(cleared('a (b (c) d) e) f (g')).toBe('a  e) f (g')
  })
})
