/** The part of the axis that is on screen, as shares of its whole width. */
export interface View {
  readonly begin: number
  readonly end: number
}

export const WHOLE: View = { begin: 0, end: 1 }
const CLOSEST = 1e-6

/**
 * The view with this share of the axis staying where it is, a factor closer.
 *
 *     zoomed({ begin: 0, end: 1 }, 2, 0.5)   // { begin: 0.25, end: 0.75 }
 */
export function zoomed({ begin, end }: View, factor: number, around: number): View {
  const size = Math.min(1, Math.max(CLOSEST, (end - begin) / factor))
  const share = (around - begin) / (end - begin)
  return inside(around - share * size, size)
}

/** The view moved by a part of its own width, not beyond the ends. */
export function moved({ begin, end }: View, part: number): View {
  return inside(begin + part * (end - begin), end - begin)
}

/** The view moved as little as needed to have a share of the axis on screen, not at its very edge. */
export function showing(view: View, share: number): View {
  const size = view.end - view.begin
  const edge = size * 0.05
  if (share < view.begin + edge) return inside(share - edge, size)
  if (share > view.end - edge) return inside(share + edge - size, size)
  return view
}

export function isWhole({ begin, end }: View): boolean {
  return begin === 0 && end === 1
}

/** Where a share of the axis is on screen. */
export function xOf({ begin, end }: View, width: number, share: number): number {
  return ((share - begin) / (end - begin)) * width
}

function inside(begin: number, size: number): View {
  const from = Math.min(Math.max(begin, 0), 1 - size)
  return { begin: from, end: from + size }
}
