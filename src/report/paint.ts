const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const

export type Style = keyof typeof CODES

/** Colours a text; without colour it gives the text back. */
export type Paint = (style: Style, text: string) => string

export function painter(colour: boolean): Paint {
  if (!colour) return (_, text) => text
  return (style, text) => {
    const [on, off] = CODES[style]
    return text === '' ? text : `\x1b[${on}m${text}\x1b[${off}m`
  }
}
