import type { Document } from '../record/index.js'
import { visible, visibleDocument, withoutFolder } from '../report/index.js'
import type { RawPart } from './data.js'

/** The document as it is shown: every text in it visible, and the folder that all inputs lie in said once. */
export function shownDocument(document: Document): { document: Document; folder: string } {
  return withoutFolder(visibleDocument(document))
}

/** The raw lines by the names that inputs have in that document. */
export function shownRaw(raw: readonly RawPart[], folder: string): RawPart[] {
  return raw.map((part) => {
    const name = visible(part.input)
    return { ...part, input: name.startsWith(folder) ? name.slice(folder.length) : name }
  })
}
