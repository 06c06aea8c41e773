/** From a moment on an amount is in force; without one it is not known any more. */
export interface Known {
  readonly atMs: number
  readonly bytes?: number
  /** The last of equal readings. */
  readonly untilMs?: number
  /** False for what is inferred. */
  readonly isRead: boolean
}

/** A level of the step line. What was read at both ends is so between them; all else is inferred. */
export interface Piece {
  readonly fromMs: number
  readonly toMs: number
  readonly bytes: number
  readonly isRead: boolean
}

/** The levels between steps. The last one goes on to the end where it is inferred, and no further than it was read. */
export function piecesOf(known: readonly Known[], endMs: number): Piece[] {
  const inOrder = [...known].sort((a, b) => a.atMs - b.atMs)
  return inOrder.flatMap((step, index): Piece[] => {
    const { atMs: fromMs, bytes, isRead } = step
    if (bytes === undefined) return []
    const next = inOrder[index + 1]
    const toMs = next?.atMs ?? (isRead ? (step.untilMs ?? fromMs) : endMs)
    if (toMs <= fromMs) return []
    const isSame = next?.bytes === bytes && next.isRead
    const readUntil = isRead ? (isSame ? toMs : Math.min(step.untilMs ?? fromMs, toMs)) : fromMs
    return [
      ...(readUntil > fromMs ? [{ fromMs, toMs: readUntil, bytes, isRead: true }] : []),
      ...(readUntil < toMs ? [{ fromMs: readUntil, toMs, bytes, isRead: false }] : []),
    ]
  })
}
