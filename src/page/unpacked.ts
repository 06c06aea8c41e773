import { FIRST_PAIR, LEFT_OUT } from '../../page/seven-bits.mjs'

/** The text of a script that `page/build.mjs` has packed into the element with this id. */
export async function unpacked(id: string): Promise<string> {
  const bytes = decoded(document.getElementById(id)?.textContent ?? '0 ')
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return await new Response(stream).text()
}

/** What `encode` of `page/seven-bits.mjs` has made text of. */
export function decoded(text: string): Uint8Array<ArrayBuffer> {
  const begin = text.indexOf(' ') + 1
  const bytes = new Uint8Array(Number(text.slice(0, begin)))
  let held = 0
  let count = 0
  let to = 0
  const add = (seven: number) => {
    held = ((held << 7) | seven) & 0x7fff
    count += 7
    if (count < 8 || to === bytes.length) return
    count -= 8
    bytes[to++] = held >> count
  }
  for (let at = begin; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) add(LEFT_OUT[(code >> 7) - FIRST_PAIR] ?? 0)
    add(code & 0x7f)
  }
  return bytes
}
