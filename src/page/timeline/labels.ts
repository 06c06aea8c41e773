/** A text that wants to stand below its mark. */
export interface Wanted {
  readonly key: string
  /** Pixels on screen. */
  readonly x: number
  /** Texts from long to short, each with its width in pixels: the first that has room is taken. */
  readonly texts: readonly { readonly text: string; readonly width: number }[]
  /** More urgent ones have the first choice. */
  readonly urgency: number
}

export interface Label {
  readonly key: string
  readonly x: number
  readonly text: string
  /** 0 is right below the mark; a thin line leads down to the others. */
  readonly row: number
  readonly side: 'right' | 'left'
}

interface Taken {
  readonly from: number
  readonly to: number
}

const GAP_PX = 6
/** Half of the room that a line down to a lower row takes. */
const LINE_PX = 2

/**
 * Puts texts into rows so that no two cover each other and no line to a mark runs through a text. From right to left,
 * so that the left one of two goes below: its line passes in front of the other text.
 */
export function labelsOf(wanted: readonly Wanted[], rows: number, width: number): Label[] {
  const taken: Taken[][] = Array.from({ length: rows }, () => [])
  const order = [...wanted].sort((a, b) => b.urgency - a.urgency || b.x - a.x)
  return order.flatMap((one) => placedIn(taken, one, width) ?? [])
}

function placedIn(taken: readonly Taken[][], { key, x, texts }: Wanted, width: number): Label | undefined {
  for (const { text, width: size } of texts) {
    for (const side of ['right', 'left'] as const) {
      const from = side === 'right' ? x - LINE_PX : x - size
      const to = from + size + LINE_PX
      if (from < -LINE_PX || to > width) continue
      const row = taken.findIndex(
        (spans, index) =>
          isFree(spans, from, to) &&
          taken.slice(0, index).every((above) => isFree(above, x - LINE_PX, x + LINE_PX)),
      )
      if (row < 0) continue
      taken[row]?.push({ from: from - GAP_PX, to: to + GAP_PX })
      for (const above of taken.slice(0, row)) above.push({ from: x - LINE_PX, to: x + LINE_PX })
      return { key, x, text, row, side }
    }
  }
  return undefined
}

function isFree(spans: readonly Taken[], from: number, to: number): boolean {
  return spans.every((span) => to <= span.from || from >= span.to)
}
