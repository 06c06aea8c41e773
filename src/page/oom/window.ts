/** Rows of a long table that are drawn: `[from, to)`. */
export interface RowWindow {
  readonly from: number
  readonly to: number
}

/** Rows beyond the edge of the box, so that a small step of the wheel shows no gap. */
const BEYOND = 12

/**
 * Which of so many rows of one height are drawn for a box of that height at that place. Both ends are multiples of
 * `BEYOND`, so that most steps of the wheel change nothing.
 *
 *     windowOf({ top: 2800, height: 400, rowHeight: 28, count: 50_000 })   // { from: 84, to: 132 }
 */
export function windowOf(box: {
  readonly top: number
  readonly height: number
  readonly rowHeight: number
  readonly count: number
}): RowWindow {
  const { top, height, rowHeight, count } = box
  const first = Math.floor(Math.max(0, top) / rowHeight)
  const last = Math.ceil((Math.max(0, top) + height) / rowHeight)
  const from = Math.floor(first / BEYOND - 1) * BEYOND
  const to = Math.ceil(last / BEYOND + 1) * BEYOND
  return { from: Math.max(0, Math.min(from, count - 1)), to: Math.min(count, to) }
}

/** Where the box must stand so that a row is in it: where it stands, if it is. The head of the table covers `head`. */
export function topFor(
  index: number,
  box: { readonly top: number; readonly height: number; readonly rowHeight: number; readonly head: number },
): number {
  const { top, height, rowHeight, head } = box
  const begin = index * rowHeight
  if (begin < top) return begin
  const room = height - head
  return begin + rowHeight > top + room ? begin + rowHeight - room : top
}
