import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isBinary } from '../compression.js'
import { refusePacked } from './growth.js'
import { UnreadableInput } from './unreadable-input.js'

const HEAD = 4096
/** Fewer bytes do not tell a program from a console that has garbled them. */
const ENOUGH = 512

/** Why this path cannot be followed, in words; one that is not there yet can be. */
export async function whyNotFollowed(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return undefined
  if (found.isDirectory()) return 'is a directory, and only files are followed'
  if (!found.isFile()) return `is no regular file: oomparse --follow - < ${path}`
  try {
    for await (const head of createReadStream(path, { end: HEAD - 1 })) {
      refusePacked(head)
      if (head.length >= ENOUGH && !isHole(head) && isBinary(head))
        return 'is no text, and cannot be followed'
    }
  } catch (error) {
    // What may not be read now may be later.
    return error instanceof UnreadableInput ? error.message : undefined
  }
  return undefined
}

/** What a power failure leaves, and a log that was emptied while its writer went on at the old place: text comes after it. */
function isHole(head: Uint8Array): boolean {
  return head.every((byte) => byte === 0)
}
