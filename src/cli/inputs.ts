import { type Listed, listFiles, type Opened, openFile } from '../node/index.js'
import type { Problem } from '../record/index.js'
import type { ReadCommand } from './command.js'
import { isOwnOutput } from './output.js'

/** Told of each path that cannot be read. */
export type Complain = (path: string, reason: string) => void

/** The files of all paths, in the order in which they are told of. */
export async function* files({ paths }: ReadCommand): AsyncGenerator<Listed> {
  for (const path of paths.length === 0 ? ['-'] : paths)
    for await (const file of listFiles(path)) if (!isOwnOutput(file.path)) yield file
}

/** All files of all paths, opened one after the other. */
export async function* inputs(command: ReadCommand): AsyncGenerator<Opened> {
  for await (const file of files(command)) yield await openFile(file)
}

/** What cannot be read is told, and the others go on. */
export function unreadable(name: string, reason: string, complain: Complain): Problem {
  complain(name, reason)
  return { code: 'unreadable-input', message: `${name}: ${reason}` }
}
