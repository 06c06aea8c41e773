import { RawLines } from '../../raw-lines.js'
import type { Document } from '../../record/index.js'
import { loadHtml } from '../../report/index.js'
import type { RawPart } from '../data.js'
import type { InputFile } from './messages.js'
import { openFile } from './open-file.js'

/** The raw lines that a page shows of a document: the files that have some are read again. */
export async function readRaw(
  document: Document,
  files: readonly InputFile[],
  isCancelled: () => boolean,
): Promise<RawPart[]> {
  const { citedParts, MOST_RAW_CHARACTERS } = await loadHtml()
  const parts = citedParts(document)
  const raw: RawPart[] = []
  let left = MOST_RAW_CHARACTERS
  for (const file of files) {
    const own = parts.filter(({ input }) => input === file.name)
    const opened = own.length === 0 ? undefined : await openFile(file)
    if (opened === undefined || !('open' in opened)) continue
    const lines = new RawLines(own, left)
    try {
      for await (const chunk of opened.open.chunks) {
        lines.write(chunk)
        if (lines.isDone || isCancelled()) break
      }
    } catch {
      // That it could not be read to its end was told the first time.
    }
    lines.end()
    left = Math.max(0, left - lines.characters)
    for (const run of lines.runs()) raw.push({ input: file.name, ...run })
  }
  return raw
}
