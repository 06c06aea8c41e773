const ESC = '\x1b'
const COLOUR = /\x1b\[[\d;]{0,20}[mK]/g
/** journalctl colours the whole message by its severity. */
const COLOURED_MESSAGE = /^(?:\x1b\[[\d;]{1,20}m){1,4}(?=[^\x1b])/
const RESET = /(?:\x1b\[(?:0|0;39)?m){1,4}$/

/** A line whose coat is coloured, without any colour; nothing if there is none within the first characters. */
export function withoutColour(line: string): string | undefined {
  const at = line.indexOf(ESC)
  if (at < 0 || at > 120) return undefined
  const plain = line.replace(COLOUR, '')
  return plain.length < line.length ? plain : undefined
}

/** Text that a tool coloured: dmesg prints the escapes of a name as `\\x1b`, so that all others are its own. */
export function withoutAnyColour(text: string): string {
  return text.includes(ESC) ? text.replace(COLOUR, '') : text
}

/** A message that is coloured as a whole, without that; a comm that begins with a colour stays as it is. */
export function withoutMessageColour(text: string): string {
  if (!text.startsWith(ESC) || !text.endsWith('m')) return text
  const reset = RESET.exec(text)
  const begin = COLOURED_MESSAGE.exec(text)
  if (!reset || !begin || begin[0].length > reset.index) return text
  return text.slice(begin[0].length, reset.index)
}
