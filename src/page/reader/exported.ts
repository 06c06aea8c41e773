import type { Source } from '../../record/index.js'
import { jsonPieces, loadCsv, loadMarkdown } from '../../report/index.js'
import type { PageData } from '../data.js'
import type { ExportFormat } from './messages.js'

const TYPES: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  'csv-ooms': 'text/csv',
  markdown: 'text/markdown',
}

/** The document in a format of the command line, as a file to save. */
export async function exported(data: PageData, format: ExportFormat): Promise<Blob> {
  return new Blob([...(await pieces(data, format))], { type: `${TYPES[format]};charset=utf-8` })
}

async function pieces({ document, raw }: PageData, format: ExportFormat): Promise<Iterable<string>> {
  switch (format) {
    case 'json':
      return jsonPieces(document)
    case 'csv-ooms':
      return (await loadCsv()).csvRows(document)
    case 'csv': {
      const { TASKS_HEADER, taskRows } = await loadCsv()
      return [
        TASKS_HEADER,
        ...document.events.flatMap((event) => (event.type === 'oom' ? [...taskRows(event)] : [])),
      ]
    }
    case 'markdown': {
      const { renderMarkdown } = await loadMarkdown()
      return [renderMarkdown(document, raw.length === 0 ? {} : { rawOf: (source) => linesOf(raw, source) })]
    }
  }
}

function linesOf(
  raw: PageData['raw'],
  { input, firstLine, lastLine }: Source,
): readonly string[] | undefined {
  const part = raw.find(
    (one) => one.input === input && one.firstLine <= firstLine && one.firstLine + one.lines.length > lastLine,
  )
  return part?.lines.slice(firstLine - part.firstLine, lastLine - part.firstLine + 1)
}
