import { EXPORTS, type ExportFormat } from '../reader/messages.js'
import { Menu } from './menu.js'
import { WORDS } from './words.js'

const NAMES: Readonly<Record<ExportFormat, string>> = {
  json: 'oomparse.json',
  csv: 'oomparse-tasks.csv',
  'csv-ooms': 'oomparse-ooms.csv',
  markdown: 'oomparse.md',
}
/** The browser has taken the file by then. */
const KEPT_MS = 60_000

/** The answer as files, in the formats of the command line, and on paper. */
export function Exports({ exported }: { exported: (format: ExportFormat) => Promise<Blob> }) {
  return (
    <Menu label={WORDS.save}>
      <ul>
        {EXPORTS.map((format) => (
          <li key={format}>
            <button
              type="button"
              onClick={() => void exported(format).then((blob) => download(blob, NAMES[format]))}
            >
              {WORDS.saving[format]}
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => print()}>
            {WORDS.print}
          </button>
        </li>
      </ul>
    </Menu>
  )
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
