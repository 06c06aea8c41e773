import { isDump } from '../record/is-dump.js'
import type { Segment } from './segments.js'

/** More logs of one machine without a wall clock are nobody's bundle; comparing all with all must end. */
const COMPARED_MAX = 64
/** Some forms round the kernel's seconds, and a dump without its head begins later. */
const SAME_SEC = 60

/**
 * Segments without a wall clock that cannot be of one boot: one has a dump at a moment that the other covers, and the
 * other has none there. Which of them the only known boot is that of cannot be told (`journalctl -b -1` beside `-b 0`,
 * both with seconds since boot).
 */
export function contradictingSegments(segments: readonly Segment[]): ReadonlySet<Segment> {
  const undated = segments.filter(({ pairs }) => pairs.length === 0).slice(0, COMPARED_MAX)
  const found = new Set<Segment>()
  for (const one of undated)
    for (const other of undated)
      if (one !== other && hasOther(one, other)) {
        found.add(one)
        found.add(other)
      }
  return found
}

function hasOther(one: Segment, other: Segment): boolean {
  const theirs = dumpsOf(other)
  if (theirs.length === 0) return false
  const [from, to] = spanOf(other)
  return dumpsOf(one).some(
    (sec) => sec >= from && sec <= to && !theirs.some((their) => Math.abs(their - sec) <= SAME_SEC),
  )
}

function dumpsOf({ moments }: Segment): number[] {
  return moments.flatMap(({ event, at }) =>
    event !== undefined && isDump(event) && at.monotonicSec !== undefined ? [at.monotonicSec] : [],
  )
}

function spanOf({ moments }: Segment): [number, number] {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const { at } of moments) {
    from = Math.min(from, at.monotonicSec ?? from)
    to = Math.max(to, at.monotonicSec ?? to)
  }
  return [from, to]
}
