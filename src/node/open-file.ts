import type { Input } from '../record/index.js'
import type { Listed } from './list-files.js'
import { type OpenInput, readChunks } from './read-chunks.js'
import { reasonOf } from './reasons.js'
import { UnreadableInput } from './unreadable-input.js'

/** A file that was opened, or why it was not. */
export type Opened =
  | { readonly name: string; readonly input: OpenInput }
  | { readonly name: string; readonly skipped: Input }
  | { readonly name: string; readonly unreadable: string }

export async function openFile(file: Listed): Promise<Opened> {
  const name = nameOf(file)
  if (file.unreadable !== undefined) return { name, unreadable: file.unreadable }
  try {
    const input = await readChunks(file.path)
    return file.found && input.binary ? { name, skipped: notRead(name) } : { name, input }
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error
    return file.found && error.compression !== undefined
      ? { name, skipped: notRead(name, error) }
      : { name, unreadable: error.message }
  }
}

/** What the records call it. */
export function nameOf({ path }: Listed): string {
  return path === '-' ? 'stdin' : path
}

/** In a directory a file that is no log is no trouble; one that may be a log and is not read is said to be so. */
function notRead(name: string, error?: UnreadableInput): Input {
  return {
    name,
    kinds: [],
    framing: 'bare',
    ...(error?.compression === undefined ? {} : { compression: error.compression }),
    lines: 0,
    gaps: [],
    problems: error === undefined ? [] : [{ code: 'not-read', message: reasonOf(error) }],
  }
}
