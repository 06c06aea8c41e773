import { hex, P, type Parser, shape } from '../../grammar/index.js'

/** A list of memory nodes in range form, `0-1`, `0,2-3`, or `(null)`. */
export const nodemask: Parser<string> = shape('node list', /\(null\)|[\d,-]*/, ([list = '']) => list)

/** `0xcc0(GFP_KERNEL|__GFP_COMP)`; before 4.6 the names are missing, a zero mask has empty brackets. */
export const gfpMask: Parser<{ gfpMask: string; gfpFlags?: string[] }> = P.seqMap(
  hex,
  shape('flag names', /\(([^)]*)\)/, ([, names = '']) => names).fallback(undefined),
  (mask, names) =>
    names === undefined
      ? { gfpMask: mask }
      : { gfpMask: mask, gfpFlags: names === '' ? [] : names.split('|') },
)
