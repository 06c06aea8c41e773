/** Shades that are told apart without colour, for the parts of a whole in their order. */
const SHADES = ['█', '▓', '▒', '░'] as const
const EMPTY = '·'

/** The character that stands for the part with this index; parts behind the fourth share the last. */
export function shade(index: number): string {
  return SHADES[Math.min(index, SHADES.length - 1)] ?? EMPTY
}

/**
 * A proportion as characters: each stands for the part that its middle lies in, and dots for what is left.
 *
 *     bar([50, 25], 100, 8)   // '████▓▓··'
 */
export function bar(parts: readonly number[], whole: number, columns: number): string {
  if (whole <= 0) return ''
  let drawn = ''
  let before = 0
  for (const [index, part] of parts.entries()) {
    before += Math.max(0, part)
    const end = Math.min(columns, Math.round((before / whole) * columns))
    drawn += shade(index).repeat(Math.max(0, end - drawn.length))
  }
  return drawn + EMPTY.repeat(columns - drawn.length)
}
