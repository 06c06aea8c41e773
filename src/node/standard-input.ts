import { fstatSync, type Stats } from 'node:fs'
import type { Readable } from 'node:stream'
import { mayWait } from './may-wait.js'
import { UnreadableInput } from './unreadable-input.js'

/**
 * Standard input.
 *
 * @throws UnreadableInput for a directory (`oomparse - < .`): Node.js gives that as an empty stream
 */
export function standardInput(): Readable {
  const found = statOfInput()
  if (found?.isDirectory() === true) throw new UnreadableInput('is a directory')
  if (found?.isCharacterDevice() === true && !process.stdin.isTTY) mayWait.isSo = true
  return process.stdin
}

function statOfInput(): Stats | undefined {
  try {
    return fstatSync(0)
  } catch {
    // What it is does not matter where it cannot be read.
    return undefined
  }
}
