import type { StatedFile } from './options.js'
import type { FoundEvent } from './record/index.js'
import type { Reading } from './record/reading.js'

/** Not a file: what the caller says of the files of the machine. */
const NAME = '(stated)'

/** Modification times that the caller states, as an input of their own: one line per file. */
export function statedFiles(files: readonly StatedFile[]): Reading | undefined {
  if (files.length === 0) return undefined
  const events = files.map(({ path, modifiedMs, sizeBytes, live }, index): FoundEvent => {
    const iso = new Date(modifiedMs).toISOString()
    return {
      type: 'config-file-modified',
      at: { printed: iso, epochMs: Math.floor(modifiedMs), iso, basis: 'file-mtime', uncertaintyMs: 1 },
      source: { input: NAME, firstLine: index + 1, lastLine: index + 1 },
      path,
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      basis: live === true ? 'live-file' : 'stated',
      message: `${path} ${iso}`,
      problems: [],
    }
  })
  return {
    input: {
      name: NAME,
      kinds: ['file-times'],
      framing: 'bare',
      lines: files.length,
      gaps: [],
      problems: [],
    },
    events,
    facts: [],
  }
}
