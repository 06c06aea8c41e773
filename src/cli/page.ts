import { readFileBeside } from '../node/index.js'
import type { Document } from '../record/index.js'
import type { ReadCommand } from './command.js'
import { type Piped, rawLines } from './raw.js'
import { UsageError } from './usage-error.js'

/** Built into the folder of the program: `npm run build`. */
const PAGE = 'oomparse.html'

/** @throws UsageError where it is missing: that should not cost a long run */
export async function findPage(): Promise<string> {
  const { path, text } = await readFileBeside(import.meta.url, PAGE)
  if (text === undefined)
    throw new UsageError(
      `--format html needs the page ${path}, which is not there: is oomparse installed whole?`,
    )
  return text
}

/** The page with the document and its raw lines in it, in pieces. */
export async function page({ redact }: ReadCommand, all: Document, piped: Piped): Promise<Iterable<string>> {
  const { loadHtml } = await import('../report/index.js')
  const { citedParts, htmlPieces, MOST_RAW_CHARACTERS, withinSize } = await loadHtml()
  const document = withinSize(all)
  // The lines themselves have every name in them.
  const parts = redact ? [] : citedParts(document)
  const raw = await rawLines(document.inputs, parts, piped, MOST_RAW_CHARACTERS)
  return htmlPieces(await findPage(), {
    document,
    raw: [...raw].flatMap(([input, lines]) => lines.runs().map((run) => ({ input, ...run }))),
  })
}
