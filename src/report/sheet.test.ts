import { describe, expect, it } from 'vitest'
import { columnsOf, cutMiddle } from './columns.js'
import { painter } from './paint.js'
import { field, wrap } from './sheet.js'

describe('a field', () => {
  it('hangs its lines under the first', () => {
    const lines = field({ width: 60, paint: painter(false) }, 'limit of', 'all pods of the node', '/kubepods')
    expect(lines).toEqual(['  limit of   all pods of the node', '             /kubepods'])
  })

  it('puts the label above on narrow paper', () => {
    expect(field({ width: 40, paint: painter(false) }, 'when', 'today')).toEqual(['  when', '    today'])
  })

  it('is nothing without a text', () => {
    expect(field({ width: 80, paint: painter(false) }, 'swap', '')).toEqual([])
  })

  it('is aligned in colour as it is without', () => {
    const [line = ''] = field({ width: 80, paint: painter(true) }, 'when', 'today')
    expect(line).toContain('\x1b[2m')
    expect(columnsOf(line)).toBe('  when       today'.length)
  })
})

describe('breaking and cutting', () => {
  it('breaks between words, and inside one that is too long', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('x abcdefghij', 4)).toEqual(['x', 'abcd', 'efgh', 'ij'])
  })

  it('keeps both ends of a path', () => {
    const cut = cutMiddle('/kubepods.slice/kubepods-burstable.slice/abc.scope', 24)
    expect(cut).toBe('/kubepods…able.slice/abc.scope'.slice(0, 9) + cut.slice(9))
    expect(cut).toMatch(/^\/kubepods….*abc\.scope$/)
    expect(columnsOf(cut)).toBe(24)
  })

  it('never splits a character', () => {
    expect(cutMiddle('😀😀😀😀', 6)).toBe('😀…😀')
  })
})
