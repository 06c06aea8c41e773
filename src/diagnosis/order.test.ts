import { describe, expect, it } from 'vitest'
import type { At, Source } from '../record/index.js'
import { isBefore, near, type Placed, surelyBefore, together, uncertaintyOf } from './order.js'

let lines = 0

/** At a millisecond, in a log of its own unless told. */
function at(
  epochMs: number | undefined,
  uncertaintyMs?: number,
  source?: Source,
  basis: At['basis'] = 'journal',
) {
  lines++
  const placed: Placed = {
    at: {
      basis,
      ...(epochMs === undefined ? {} : { epochMs }),
      ...(uncertaintyMs === undefined ? {} : { uncertaintyMs }),
    },
    source: source ?? { input: `log-${lines}`, firstLine: 1, lastLine: 1 },
  }
  return placed
}

const line = (first: number, last = first, input = 'one.log'): Source => ({
  input,
  firstLine: first,
  lastLine: last,
})

describe('by the clock', () => {
  it.each([
    [1000, 1001, 'yes'],
    [1001, 1000, 'no'],
    [1000, 1000, 'unknown'],
  ] as const)('%d is before %d: %s', (a, b, order) => {
    expect(isBefore(at(a), at(b))).toBe(order)
    expect(surelyBefore(at(a), at(b))).toBe(order === 'yes')
  })

  it.each([
    [1000, 200, 1501, 300, 'yes'],
    [1000, 200, 1500, 300, 'unknown'],
    [1500, 300, 1000, 200, 'unknown'],
    [1501, 300, 1000, 200, 'no'],
    [1000, 0, 1500, 500, 'unknown'],
    [1000, 500, 1500, 0, 'unknown'],
  ] as const)('%d ± %d is before %d ± %d: %s', (a, ofA, b, ofB, order) => {
    expect(isBefore(at(a, ofA), at(b, ofB))).toBe(order)
  })

  it('a series is over with its last reading', () => {
    const series = { ...at(1000), lastAt: { basis: 'klog' as const, epochMs: 2000, uncertaintyMs: 50 } }
    expect(isBefore(series, at(2051))).toBe('yes')
    expect(isBefore(series, at(2050))).toBe('unknown')
    expect(isBefore(at(999), series)).toBe('yes')
    expect(isBefore(at(1001), series)).toBe('unknown')
  })

  it('nothing is known without both instants', () => {
    expect(isBefore(at(undefined), at(1000))).toBe('unknown')
    expect(isBefore(at(1000), at(undefined))).toBe('unknown')
  })
})

describe('by the lines of one log', () => {
  it('what the clock leaves open is decided', () => {
    expect(isBefore(at(1000, 0, line(5)), at(1000, 0, line(6)))).toBe('yes')
    expect(isBefore(at(1000, 0, line(6)), at(1000, 0, line(5)))).toBe('no')
    expect(isBefore(at(undefined, 0, line(5)), at(undefined, 0, line(6)))).toBe('yes')
  })

  it('not where lines overlap, or are of two logs', () => {
    expect(isBefore(at(1000, 0, line(5)), at(1000, 0, line(5)))).toBe('unknown')
    expect(isBefore(at(1000, 0, line(5, 6)), at(1000, 0, line(6, 9)))).toBe('unknown')
    expect(isBefore(at(1000, 0, line(6, 9)), at(1000, 0, line(5, 6)))).toBe('unknown')
    expect(isBefore(at(1000, 0, line(5)), at(1000, 0, line(6, 6, 'two.log')))).toBe('unknown')
  })

  it('and the clock goes before them', () => {
    expect(isBefore(at(1000, 0, line(6)), at(2000, 0, line(5)))).toBe('yes')
  })

  it('any log that has both will do', () => {
    const also = (placed: Placed, ...alsoIn: Source[]) => ({ ...placed, alsoIn })
    const a = at(1000, 0, line(5, 5, 'a.log'))
    const b = at(1000, 0, line(1, 1, 'b.log'))
    expect(isBefore(also(a, line(9, 9, 'c.log'), line(3, 3, 'b.log')), b)).toBe('no')
    expect(isBefore(b, also(a, line(3, 3, 'b.log')))).toBe('yes')
    expect(isBefore(also(a, line(3, 3, 'c.log')), also(b, line(4, 4, 'c.log')))).toBe('yes')
  })

  it.each(['journal', 'syslog', 'dmesg-wall-clock', 'boot-time', 'klog', 'monotonic-only'] as const)(
    'those of %s stand in their order',
    (basis) => {
      expect(isBefore(at(1000, 0, line(5), basis), at(1000, 0, line(6), basis))).toBe('yes')
    },
  )

  it.each(['file-mtime', 'api', 'capture', 'none'] as const)('those of %s do not', (basis) => {
    const [fact, other] = [at(1000, 0, line(5), basis), at(1000, 0, line(6))]
    expect(isBefore(fact, other)).toBe('unknown')
    expect(isBefore(at(1000, 0, line(4)), fact)).toBe('unknown')
  })
})

describe('together', () => {
  it.each([
    [1000, 0, 2000, 0, true],
    [1000, 0, 2001, 0, false],
    [2001, 0, 1000, 0, false],
    [1000, 300, 2700, 400, true],
    [1000, 300, 2701, 400, false],
    [1000, 1000, 1000, 1000, true],
    [1000, 1000, 1000, 1001, false],
  ])('%d ± %d and %d ± %d: %s', (a, ofA, b, ofB, are) => {
    expect(together(at(a, ofA), at(b, ofB))).toBe(are)
  })

  it('needs both instants', () => {
    expect(together(at(undefined), at(0))).toBe(false)
    expect(together(at(0), at(undefined))).toBe(false)
    expect(together(at(undefined), at(undefined))).toBe(false)
  })
})

describe('near', () => {
  it.each([
    [1000, 0, 1500, 0, true],
    [1500, 0, 1000, 0, true],
    [1000, 0, 1501, 0, false],
    [1000, 100, 1800, 200, true],
    [1000, 100, 1801, 200, false],
  ])('%d ± %d and %d ± %d within 500 ms: %s', (a, ofA, b, ofB, are) => {
    expect(near(at(a, ofA).at, at(b, ofB).at, 500)).toBe(are)
  })

  it('needs both instants', () => {
    expect(near(at(undefined).at, at(0).at, 500)).toBe(false)
    expect(near(at(0).at, at(undefined).at, 500)).toBe(false)
  })
})

it('a time without an uncertainty is exact', () => {
  expect(uncertaintyOf(at(1000).at)).toBe(0)
  expect(uncertaintyOf(at(1000, 7).at)).toBe(7)
})
