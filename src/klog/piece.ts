/** journald up to 234 and in RHEL 7 cuts what a program prints here, later ones at `LineMax=`, by default 48 KiB. */
const SIZES = [2048, 49_152]

/** What lies between a piece that journald cut and the next one; `undefined` where the piece has no size of one. */
export function jointOfPiece(text: string): '' | ' ' | undefined {
  const piece = text.slice(text.lastIndexOf('\n') + 1)
  if (piece.length < 512 || piece.length > 49_152) return undefined
  const bytes = utf8Length(piece)
  if (SIZES.includes(bytes)) return ''
  // A blank at the end of a line is taken off.
  return SIZES.includes(bytes + 1) ? ' ' : undefined
}

function utf8Length(text: string): number {
  let length = text.length
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x800) length += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2
    else if (unit >= 0x80) length++
  }
  return length
}
