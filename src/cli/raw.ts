import { readChunks } from '../node/index.js'
import { RawLines } from '../raw-lines.js'
import type { Document, Source } from '../record/index.js'

/** What was piped in is gone when it was read: so much of it is kept. */
const MOST_KEPT = 64 * 1024 * 1024
const STDIN = 'stdin'

/** Standard input while it is read. */
export class Piped {
  #chunks: Uint8Array[] | undefined = []
  #bytes = 0

  see(name: string, chunk: Uint8Array): void {
    if (name !== STDIN || this.#chunks === undefined) return
    this.#bytes += chunk.length
    if (this.#bytes > MOST_KEPT) this.#chunks = undefined
    // A reader may use its buffer again.
    else this.#chunks.push(new Uint8Array(chunk))
  }

  get chunks(): readonly Uint8Array[] {
    return this.#chunks ?? []
  }
}

/**
 * The lines of these parts of the inputs, by the name of the input: files are read again. What has changed since has no lines.
 *
 * @param mostCharacters of the lines of all inputs
 */
export async function rawLines(
  inputs: Document['inputs'],
  parts: readonly Source[],
  piped: Piped,
  mostCharacters?: number,
): Promise<ReadonlyMap<string, RawLines>> {
  const found = new Map<string, RawLines>()
  let left = mostCharacters
  for (const name of new Set(parts.map(({ input }) => input))) {
    const own = inputs.filter((input) => input.name === name)
    const raw = new RawLines(
      parts.filter(({ input }) => input === name),
      left,
    )
    try {
      const chunks = name === STDIN ? piped.chunks : (await readChunks(name)).chunks
      for await (const chunk of chunks) raw.write(chunk)
    } catch {
      // The report says that there are no lines; that it could not be read was told the first time.
      continue
    }
    raw.end()
    if (left !== undefined) left = Math.max(0, left - raw.characters)
    const isSame = own.every(({ bytes = 0 }) => raw.bytes >= bytes)
    if (isSame && (name !== STDIN || own.length === 1)) found.set(name, raw)
  }
  return found
}
