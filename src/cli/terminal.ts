import type { ReadCommand } from './command.js'

/** What is known about where the text goes. */
export interface Terminal {
  readonly isTTY: boolean
  readonly columns?: number | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Wide enough for a table, narrow enough for a ticket. */
const UNKNOWN_WIDTH = 100

/** Colour is for eyes: on a terminal, unless NO_COLOR (no-color.org); FORCE_COLOR and --colour know better. */
export function wantsColour(when: ReadCommand['colour'], { isTTY, env }: Terminal): boolean {
  if (when !== 'auto') return when === 'always'
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  const force = env.FORCE_COLOR
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  return isTTY && env.TERM !== 'dumb'
}

export function widthOf({ columns, env }: Terminal): number {
  const stated = Number(env.COLUMNS)
  if (Number.isInteger(stated) && stated > 0) return stated
  return columns !== undefined && columns > 0 ? columns : UNKNOWN_WIDTH
}
