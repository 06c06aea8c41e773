import { describe, expect, it } from 'vitest'
import { figuresOf, printedForms } from './cited.js'

describe('the figures that raw lines point at', () => {
  it('are the numbers of the sentence, and none that stand in every line', () => {
    expect(figuresOf('usage 27968328 kB (26.67 GiB), failcnt 184467')).toEqual(['27968328', '184467'])
  })

  it('are amounts in each unit that the kernel prints', () => {
    expect(printedForms(4096 * 300, 4096)).toEqual(['1228800', '1200', '300'])
    expect(figuresOf('limit', { limitBytes: 4096 * 300, other: 'unlimited' })).toEqual([
      '1228800',
      '1200',
      '300',
    ])
  })

  it('are whole numbers only', () => {
    expect(printedForms(1500, 4096)).toEqual(['1500'])
  })
})
