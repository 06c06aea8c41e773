/**
 * Bytes as text that takes 8 bytes in UTF-8 for 7, where base64 takes 9.3: each character stands for seven bits. Those that do
 * not stay as they are in HTML, in an editor or on a terminal are left out: the seven bits that one of them would stand for are
 * put together with the next seven into a character that takes two bytes. `src/page/unpacked.ts` reads it.
 */
export const LEFT_OUT = [0, 8, 9, 10, 11, 12, 13, 26, 27, 60, 127]
/** The characters of two bytes begin here times 128: U+0100. */
export const FIRST_PAIR = 2

/** The length in bytes stands in front, and a blank behind it: the last character may be filled up. */
export function encode(bytes) {
  const codes = []
  let held = 0
  let count = 0
  let pair
  const add = (seven) => {
    if (pair !== undefined) {
      codes.push((pair << 7) | seven)
      pair = undefined
      return
    }
    const left = LEFT_OUT.indexOf(seven)
    if (left < 0) codes.push(seven)
    else pair = left + FIRST_PAIR
  }
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0x7fff
    count += 8
    while (count >= 7) {
      count -= 7
      add((held >> count) & 0x7f)
    }
  }
  if (count > 0) add((held << (7 - count)) & 0x7f)
  if (pair !== undefined) add(0)
  const texts = []
  for (let at = 0; at < codes.length; at += 4096)
    texts.push(String.fromCharCode(...codes.slice(at, at + 4096)))
  return `${bytes.length} ${texts.join('')}`
}
