import { listFiles, type OpenInput, readChunks, reasonOf, UnreadableInput } from '../node/index.js'
import type { Input, Problem } from '../record/index.js'
import type { ReadCommand } from './command.js'

/** Told of each path that cannot be read. */
export type Complain = (path: string, reason: string) => void

/** A file that was opened, or why it was not. */
export type Opened =
  | { readonly name: string; readonly input: OpenInput }
  | { readonly name: string; readonly skipped: Input }
  | { readonly name: string; readonly problem: Problem }

/** All files of all paths, opened one after the other. What cannot be read is told, and the others go on. */
export async function* inputs({ paths }: ReadCommand, complain: Complain): AsyncGenerator<Opened> {
  for (const path of paths.length === 0 ? ['-'] : paths) {
    for await (const file of listFiles(path)) {
      const name = file.path === '-' ? 'stdin' : file.path
      if (file.unreadable !== undefined) {
        yield { name, problem: unreadable(name, file.unreadable, complain) }
        continue
      }
      try {
        const input = await readChunks(file.path)
        yield file.found && input.binary ? { name, skipped: notRead(name) } : { name, input }
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error
        yield file.found && error.compression !== undefined
          ? { name, skipped: notRead(name, error) }
          : { name, problem: unreadable(name, error.message, complain) }
      }
    }
  }
}

export function unreadable(name: string, reason: string, complain: Complain): Problem {
  complain(name, reason)
  return { code: 'unreadable-input', message: `${name}: ${reason}` }
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
