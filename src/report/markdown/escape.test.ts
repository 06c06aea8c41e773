import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outsideOfCode } from './escape.fixture.js'
import { block, code, inline, prose } from './escape.js'

describe('text inside a line', () => {
  it.each([
    ['4194304 kB (4.00 GiB), 100%, failcnt 512', '4194304 kB (4.00 GiB), 100%, failcnt 512'],
    ['nothing is wrong; the kernel says so.', 'nothing is wrong; the kernel says so.'],
    [
      'at 2025-07-14 09:34:26 and 2025-07-14T17:34:26+0800',
      'at 2025-07-14 09:34:26 and 2025-07-14T17:34:26+0800',
    ],
    ['1944 kB free <= 2224 kB min', '1944 kB free &lt;= 2224 kB min'],
    ['less than <1%', 'less than &lt;1%'],
    ['', ''],
  ])('leaves words and numbers as they are: %s', (text, expected) => {
    expect(inline(text)).toBe(expected)
  })

  it.each([
    ['a mention', '@team killed', '`@team` killed'],
    ['an issue', 'see #123, GH-123 or group/repo#7', 'see `#123`, `GH-123` or `group/repo#7`'],
    ['a merge request and a label', '!12 ~bug %3 &4 $5', '`!12 ~bug %3 &4 $5`'],
    ['a link', 'http://evil.example/x www.evil.example', '`http://evil.example/x www.evil.example`'],
    ['an address', 'ops@example.com', '`ops@example.com`'],
    ['a Markdown link', '[free](http://evil.example)', '`[free](http://evil.example`)'],
    ['an image', '![x](y)', '`![x](y`)'],
    ['a tag', '<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['an entity', '&lt;', '`&lt`;'],
    ['emphasis', '**bold** _it_ ~~no~~', '`**bold** _it_ ~~no~~`'],
    ['a formula', 'costs $x$', 'costs `$x$`'],
    ['an emoji', ':bomb:', '`:bomb`:'],
    ['a commit', 'fixed in deadbeefcafe', 'fixed in `deadbeefcafe`'],
    ['a code span', 'a`b`c', '``a`b`c``'],
    ['a key of a record', 'oom_score_adj 968', '`oom_score_adj` 968'],
  ])('makes code of %s', (_, text, expected) => {
    expect(inline(text)).toBe(expected)
  })

  it('takes a quoted name as one, with its blanks', () => {
    expect(inline('killed "a\u00a0 @b"\u00a0(pid\u00a07)')).toBe('killed "`a\u00a0 @b`" (pid 7)')
    expect(inline('("x y"), next')).toBe('("`x y`"), next')
  })

  it('cuts a very long word in the middle', () => {
    expect(inline('x'.repeat(5000)).length).toBeLessThan(410)
  })
})

describe('the beginning of a line', () => {
  it.each([
    ['1. first', '`1.` first'],
    ['- item', '`-` item'],
    ['+ item', '`+` item'],
    ['> quoted', '`>` quoted'],
    ['# title', '`#` title'],
    ['== under', '`==` under'],
    ['6 MiB were in use', '6 MiB were in use'],
    ['the limit', 'the limit'],
  ])('is no list and no heading: %s', (text, expected) => {
    expect(prose(text)).toBe(expected)
  })
})

describe('code', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``x', '``` ``x ```'],
    [' a ', '`  a  `'],
    ['   ', '`   `'],
    ['back\\', '`back\\`'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(code(text)).toBe(expected)
  })

  it('is fenced by more backticks than a line has', () => {
    expect(block(['a', '````', '~~~'])).toEqual(['`````text', 'a', '````', '~~~', '`````'])
    expect(block(['a'])).toEqual(['```text', 'a', '```'])
  })
})

describe('whatever the text is', () => {
  const hostile = fc.string({
    unit: fc.constantFrom(...'`@#!&<>[]()*_~|\\$%^:/."\' aG1-+='),
    maxLength: 40,
  })

  it('nothing that a renderer acts on is outside of code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const left = outsideOfCode(prose(text)).replace(/&[lg]t;/g, '')
        expect(left).not.toMatch(/[`@#&<>[\]*_~|\\$^/]|\w[.:]\w*[a-z]/i)
      }),
    )
  })

  it('code is one span, and says what was given', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(text !== '')
        expect(outsideOfCode(code(text))).toBe('')
      }),
    )
  })
})
