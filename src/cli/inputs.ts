import {
  type Listed,
  listFiles,
  type OpenInput,
  readChunks,
  reasonOf,
  UnreadableInput,
} from '../node/index.js'
import type { Input, Problem } from '../record/index.js'
import type { ReadCommand } from './command.js'
import { isOwnOutput } from './output.js'

/** Told of each path that cannot be read. */
export type Complain = (path: string, reason: string) => void

/** A file that was opened, or why it was not. */
export type Opened =
  | { readonly name: string; readonly input: OpenInput }
  | { readonly name: string; readonly skipped: Input }
  | { readonly name: string; readonly unreadable: string }

/** The files of all paths, in the order in which they are told of. */
export async function* files({ paths }: ReadCommand): AsyncGenerator<Listed> {
  for (const path of paths.length === 0 ? ['-'] : paths)
    for await (const file of listFiles(path)) if (!isOwnOutput(file.path)) yield file
}

/** All files of all paths, opened one after the other. */
export async function* inputs(command: ReadCommand): AsyncGenerator<Opened> {
  for await (const file of files(command)) yield await openFile(file)
}

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

/** What cannot be read is told, and the others go on. */
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
