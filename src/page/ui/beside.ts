/** So far from the word and from the edge of the window. */
const GAP = 6

type Size = Pick<DOMRect, 'width' | 'height'>

/** Where a box goes that belongs to another: below it, above it where there is no room, and never out of the window. */
export function besideOf(one: DOMRect, { width, height }: Size): { left: number; top: number } {
  const rightmost = Math.max(GAP, document.documentElement.clientWidth - width - GAP)
  const below = one.bottom + GAP
  const above = one.top - height - GAP
  return {
    left: Math.min(Math.max(GAP, one.left), rightmost),
    top: below + height > innerHeight && above >= 0 ? above : below,
  }
}
