import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../index.js'

/** The longest line that is read as one of the kernel's. */
const MOST = 16_384
const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968'

const log = (...lines: string[]) =>
  lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}\n`).join('')
const padded = (before: string, behind: string, length: number) =>
  `${before}${'a'.repeat(length - before.length - behind.length)}${behind}`

describe('a line that is longer than any of the kernel’s', () => {
  it.each([
    ['a limit that was reached', 'Memory limit reached of cgroup /', ''],
    ['a kill line', 'Killed process 7 (', ') total-vm:8kB, anon-rss:4kB, file-rss:0kB'],
  ])('is not read: %s', (_, before, behind) => {
    expect(parse(log(padded(before, behind, MOST))).events).toHaveLength(1)
    expect(parse(log(padded(before, behind, MOST + 1))).events).toEqual([])
  })

  it('does not begin a line in pieces', () => {
    const problems = (length: number) =>
      parse(log(padded('Killed process 7 (', '', length), 'usb 1-1: a', 'usb 1-1: b', 'usb 1-1: c')).inputs[0]
        ?.problems
    expect(problems(MOST)).toEqual([
      { code: 'cut-line', message: 'the killed line ends before its end', line: 1 },
    ])
    expect(problems(MOST + 1)).toEqual([])
  })

  it('is not read in several lines either', () => {
    const entry = (length: number) =>
      `${JSON.stringify({ __REALTIME_TIMESTAMP: '1795458231347961', _TRANSPORT: 'kernel', MESSAGE: padded('Killed process 7 (\n', ') total-vm:8kB, anon-rss:4kB, file-rss:0kB', length) })}\n`
    expect(parse(entry(MOST)).events).toHaveLength(1)
    expect(parse(entry(MOST + 1)).events).toEqual([])
  })
})

describe('a line inside a dump that nobody knows', () => {
  const unexplained = (...lines: string[]) => {
    const [event] = parse(log(HEAD, ...lines, 'Call Trace:')).events as OomEvent[]
    return event?.completeness.unexplained
  }

  it('is told with its first five hundred characters', () => {
    expect(unexplained('?'.repeat(500))).toEqual([{ line: 2, text: '?'.repeat(500) }])
    expect(unexplained('?'.repeat(501))).toEqual([{ line: 2, text: `${'?'.repeat(500)}…` }])
  })

  it('is not told if it is empty or plainly another subsystem’s', () => {
    expect(unexplained('   ', 'usb 1-1: new device', '? what')).toEqual([{ line: 4, text: '? what' }])
  })

  it('is not counted if it is empty', () => {
    const [event] = parse(log(HEAD, '   ', 'usb 1-1: new device', 'Call Trace:')).events as OomEvent[]
    expect(event?.completeness).toMatchObject({ foreignLines: 1, unexplained: [] })
  })

  it('is told two hundred times at most', () => {
    const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `? ${from + index}`)
    expect(unexplained(...many(200))).toHaveLength(200)
    const both = unexplained(...many(150), 'CPU: 5 PID: 7 Comm: java Not tainted 6.1.0 #1', ...many(150, 150))
    expect(both).toHaveLength(200)
    expect(both?.at(-1)?.text).toBe('? 199')
    expect(unexplained(...many(201))).toHaveLength(200)
  })
})
