import type { PageData, Place, RawPart } from '../data.js'

/** The raw lines of a page, found by their place. */
export class RawLinesOf {
  readonly #parts = new Map<string, RawPart[]>()

  constructor(raw: PageData['raw']) {
    for (const part of raw) {
      const others = this.#parts.get(part.input)
      if (others === undefined) this.#parts.set(part.input, [part])
      else others.push(part)
    }
  }

  /** The lines that stand together with this one; undefined where it is not there. */
  partOf({ input, line }: Place): RawPart | undefined {
    return this.#parts
      .get(input)
      ?.find(({ firstLine, lines }) => line >= firstLine && line < firstLine + lines.length)
  }
}
