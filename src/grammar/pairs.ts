import P from 'parsimmon'
import { type Parser, safeInteger } from './primitives.js'

/** A counter as printed: `free:1420kB`, `pages_scanned:0`, `shmem_thp: 0kB`. */
export interface Pair {
  readonly key: string
  readonly value: number
  readonly unit: 'kB' | 'none'
}

/** Keys have letters, digits, `_` and, for isolated(anon), brackets. Before 6.6 `shmem_thp` has a blank after the colon. */
const PAIR = / *([A-Za-z_][\w()]*): ?(-?\d+)(kB|KB)?(?= |$)/y

/** One or more counters up to the first thing that is none. Rows of thirty: one primitive with a loop inside. */
export const pairs: Parser<readonly Pair[]> = P<readonly Pair[]>((text, at) => {
  const found: Pair[] = []
  let end = at
  for (;;) {
    PAIR.lastIndex = end
    const groups = PAIR.exec(text)
    if (groups === null) break
    const [, key = '', number = '', unit] = groups
    const value = safeInteger(number)
    if (value === undefined) break
    found.push({ key, value, unit: unit === undefined ? 'none' : 'kB' })
    end = PAIR.lastIndex
  }
  return found.length === 0 ? P.makeFailure(at, 'counters') : P.makeSuccess(end, found)
})
