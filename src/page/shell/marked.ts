/** A piece of a line, and whether it is to be pointed at. */
export interface Piece {
  readonly text: string
  readonly isMarked: boolean
}

/**
 * A line cut into pieces, so that figures in it can be marked. A figure is found as a whole: `12` is not in `512`.
 *
 *     markedPieces('usage 1024kB, limit 1024kB', ['limit 1024kB'])   // 'usage 1024kB, ', and marked 'limit 1024kB'
 */
export function markedPieces(line: string, figures: readonly string[]): Piece[] {
  const pieces: Piece[] = []
  const wanted = figures.filter((figure) => figure !== '').toSorted((a, b) => b.length - a.length)
  let plain = 0
  for (let at = 0; at < line.length; at++) {
    const figure = wanted.find((one) => line.startsWith(one, at) && isWhole(line, at, one))
    if (figure === undefined) continue
    if (at > plain) pieces.push({ text: line.slice(plain, at), isMarked: false })
    pieces.push({ text: figure, isMarked: true })
    plain = at + figure.length
    at = plain - 1
  }
  if (plain < line.length) pieces.push({ text: line.slice(plain), isMarked: false })
  return pieces
}

/** A unit may follow a number: `27968328kB`. */
function isWhole(line: string, at: number, figure: string): boolean {
  const [before = '', after = ''] = [line[at - 1], line[at + figure.length]]
  if (/\w/.test(figure[0] ?? '') && /\w/.test(before)) return false
  return /\d$/.test(figure) ? !/\d/.test(after) : !(/\w$/.test(figure) && /\w/.test(after))
}
