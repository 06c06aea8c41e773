import { stat } from 'node:fs/promises'
import { reasonOf } from './reasons.js'
import { UnreadableInput } from './unreadable-input.js'

/** What the file system says of a file. */
export interface FileTime {
  /** When its content was last changed, in milliseconds since 1970. */
  readonly mtimeMs: number
  readonly sizeBytes: number
}

/**
 * When a file of this machine was last changed.
 *
 *     await readFileTime('/var/lib/kubelet/config.yaml')   // { mtimeMs: 1732385780123, sizeBytes: 1024 }
 *
 * @throws UnreadableInput with the reason in words
 */
export async function readFileTime(path: string): Promise<FileTime> {
  const found = await stat(path).catch((error: unknown) => {
    throw new UnreadableInput(reasonOf(error))
  })
  // The time of a folder says when a name in it was changed.
  if (found.isDirectory()) throw new UnreadableInput('is a directory')
  if (!found.isFile()) throw new UnreadableInput('is no regular file')
  return { mtimeMs: Math.floor(found.mtimeMs), sizeBytes: found.size }
}

/** Undefined for what is no regular file, or not there. */
export async function sizeOfFile(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() === true ? found.size : undefined
}
