/** A setting is not joined further: nobody writes one of so many lines. */
const MOST_LINES = 1000
const COMMENT = /^\s*[#;]/

/** A setting that may go over several lines. */
export interface Folded {
  readonly text: string
  /** Where it begins and ends, counted from 0. */
  readonly first: number
  readonly last: number
}

/** The setting that begins at a line: a backslash at its end folds it, and comments may stand between. */
export function foldedAt(lines: readonly string[], first: number): Folded {
  const begin = lines[first] ?? ''
  if (!begin.endsWith('\\') || COMMENT.test(begin)) return { text: begin, first, last: first }
  const parts = [begin.slice(0, -1)]
  let last = first
  let isOpen = true
  while (isOpen && last + 1 < lines.length && last - first < MOST_LINES) {
    last++
    const line = lines[last] ?? ''
    if (COMMENT.test(line)) continue
    isOpen = line.endsWith('\\')
    parts.push((isOpen ? line.slice(0, -1) : line).trim())
  }
  return { text: parts.join(' '), first, last }
}
