import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from './reasons.js'

/** A file to read, or a path that cannot be and why. */
export interface Listed {
  readonly path: string
  /** Found in a directory: nobody said that it is a log. */
  readonly found: boolean
  readonly unreadable?: string
}

/**
 * The files behind what was typed: a file is itself, a directory all regular files below it in the order of their names.
 * Links in a directory are not followed: they lead out of it, or to a file that is read anyway.
 */
export async function* listFiles(path: string): AsyncGenerator<Listed, void, undefined> {
  if (path === '-') {
    yield { path, found: false }
    return
  }
  let isDirectory: boolean
  try {
    isDirectory = (await stat(path)).isDirectory()
  } catch (error) {
    yield { path, found: false, unreadable: reasonOf(error) }
    return
  }
  if (isDirectory) yield* below(path)
  else yield { path, found: false }
}

async function* below(directory: string): AsyncGenerator<Listed, void, undefined> {
  let entries: Awaited<ReturnType<typeof entriesOf>>
  try {
    entries = await entriesOf(directory)
  } catch (error) {
    yield { path: directory, found: true, unreadable: reasonOf(error) }
    return
  }
  for (const entry of entries) {
    const path = join(directory, entry.name)
    if (!entry.isDirectory() && !entry.isFile()) continue
    if (await isLost(path)) yield { path, found: true, unreadable: 'its name is not UTF-8: rename it' }
    else if (entry.isDirectory()) yield* below(path)
    else yield { path, found: true }
  }
}

/** Node.js gives a name that is not UTF-8 with U+FFFD in it, and then does not find the file. */
async function isLost(path: string): Promise<boolean> {
  return path.includes('\ufffd') && (await stat(path).catch(() => undefined)) === undefined
}

async function entriesOf(directory: string) {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}
