import type { Mark } from './marks.js'

/** Marks that fall on one place at this zoom: drawn as one, with their number. */
export interface Crowd {
  /** In pixels of the whole axis at this zoom, from its left end. */
  readonly x: number
  /** The one that the chosen finding tells, else the loudest. */
  readonly lead: Mark
  readonly marks: readonly [Mark, ...Mark[]]
}

const URGENT = 10

export interface PlacedMark {
  readonly mark: Mark
  /** As a share of the whole axis. */
  readonly share: number
}

/** Marks nearer than this are drawn as one; in a lane that is full of such numbers, each of them has room. */
const NEAR_PX = 13
const NEAR_FULL_PX = 28
const FULL_SHARE = 0.3
const FEW = 12

/** As many marks of a lane as can be told apart at this zoom, the others folded into them. */
export function crowdsOf(
  placed: readonly PlacedMark[],
  scale: number,
  isUrgent: (id: string) => boolean,
): Crowd[] {
  const crowds = folded(placed, scale, NEAR_PX, isUrgent)
  const many = crowds.filter(({ marks }) => marks.length > 1).length
  return many > FEW && many > crowds.length * FULL_SHARE
    ? folded(placed, scale, NEAR_FULL_PX, isUrgent)
    : crowds
}

/**
 * Marks of one lane, folded where the next stands less than `nearPx` behind the first. It depends on the zoom and not on
 * what is on screen, so that nothing jumps while the axis is moved.
 *
 * @param placed in order
 * @param scale pixels of the whole axis at this zoom
 * @param isUrgent whether the chosen finding tells the event of this id
 */
function folded(
  placed: readonly PlacedMark[],
  scale: number,
  nearPx: number,
  isUrgent: (id: string) => boolean,
): Crowd[] {
  const weight = ({ id, level }: Mark) => (isUrgent(id) ? URGENT : level)
  const crowds: { x: number; lead: Mark; marks: [Mark, ...Mark[]] }[] = []
  for (const { mark, share } of placed) {
    const x = share * scale
    const last = crowds.at(-1)
    if (last === undefined || x - last.x >= nearPx) {
      crowds.push({ x, lead: mark, marks: [mark] })
      continue
    }
    last.marks.push(mark)
    if (weight(mark) > weight(last.lead)) last.lead = mark
  }
  return crowds
}
