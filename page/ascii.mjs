/**
 * Bytes as ASCII text, five characters for four bytes, without those that end or begin something in HTML (`&`, `<`, quotes).
 * `page/boot.ts` reads it.
 */
export const CHARACTERS =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?_~()[]{}@%$#,;|'.slice(0, 85)

/** The length in bytes stands in front, and a blank behind it: the last word may be filled up. */
export function encode(bytes) {
  const words = [`${bytes.length} `]
  for (let at = 0; at < bytes.length; at += 4) {
    let word = 0
    for (let next = at; next < at + 4; next++) word = word * 256 + (bytes[next] ?? 0)
    let text = ''
    for (let turn = 0; turn < 5; turn++) {
      text = CHARACTERS[word % 85] + text
      word = Math.floor(word / 85)
    }
    words.push(text)
  }
  return words.join('')
}
