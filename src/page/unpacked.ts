import { CHARACTERS } from '../../page/ascii.mjs'

/** The text of a script that `page/build.mjs` has packed into the element with this id. */
export async function unpacked(id: string): Promise<string> {
  const bytes = decoded(document.getElementById(id)?.textContent ?? '0 ')
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return await new Response(stream).text()
}

function decoded(text: string): Uint8Array<ArrayBuffer> {
  const digits = new Map([...CHARACTERS].map((character, digit) => [character.charCodeAt(0), digit]))
  const begin = text.indexOf(' ') + 1
  const bytes = new DataView(new ArrayBuffer(Math.ceil(((text.length - begin) / 5) * 4)))
  for (let at = begin, to = 0; at + 5 <= text.length; at += 5, to += 4) {
    let word = 0
    for (let next = at; next < at + 5; next++) word = word * 85 + (digits.get(text.charCodeAt(next)) ?? 0)
    bytes.setUint32(to, word)
  }
  return new Uint8Array(bytes.buffer, 0, Number(text.slice(0, begin)))
}
