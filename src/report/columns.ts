/** Blank at which no line is broken. Log text has none (it is made visible), and `renderText` prints it as a blank. */
export const NBSP = '\u00a0'

const OWN_CODES = /\x1b\[\d+m/g
const ZERO = /\p{M}/u
const WIDE =
  /[\u1100-\u115f\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** How many columns of a terminal a text takes; our own colour codes take none. */
export function columnsOf(text: string): number {
  const plain = text.includes('\x1b') ? text.replace(OWN_CODES, '') : text
  if (/^[\x20-\x7e\u00a0]*$/.test(plain)) return plain.length
  let columns = 0
  for (const character of plain) columns += columnsOfCharacter(character)
  return columns
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text
}

/** The start and, where a path says most, more of the end: `/kubepods.slice/kube…3602c07d.scope`. */
export function cutMiddle(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  if (columns < 2) return columns === 1 ? '…' : ''
  const head = firstColumns(text, Math.floor((columns - 1) * 0.4))
  return `${head}…${lastColumns(text, columns - 1 - columnsOf(head))}`
}

export function firstColumns(text: string, columns: number): string {
  let taken = ''
  let used = 0
  for (const character of text) {
    used += columnsOfCharacter(character)
    if (used > columns) break
    taken += character
  }
  return taken
}

function lastColumns(text: string, columns: number): string {
  const characters = [...text]
  let used = 0
  let from = characters.length
  while (from > 0) {
    used += columnsOfCharacter(characters[from - 1] ?? '')
    if (used > columns) break
    from--
  }
  return characters.slice(from).join('')
}

function columnsOfCharacter(character: string): number {
  if (ZERO.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
