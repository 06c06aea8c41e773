import { reasonOf } from '../node/index.js'
import { eraseDrawn } from './drawn.js'
import { discardOutput } from './output.js'
import { UsageError } from './usage-error.js'

const { stderr } = process

export function complain(message: string): void {
  eraseDrawn()
  // A file name is as hostile as a log.
  stderr.write(`oomparse: ${message.replace(UNSEEN, '?')}\n`)
}

/** What moves the cursor, turns the text round or is not seen: that of src/report/visible.ts, which is slower to load. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** The end after an error: what is told, and the exit status. */
export function stop(error: unknown): never {
  discardOutput()
  if (isClosedPipe(error)) process.exit(0)
  if (error instanceof UsageError) {
    complain(error.message)
    stderr.write('Try: oomparse --help\n')
    process.exit(2)
  }
  if (isSystemError(error)) {
    complain(`cannot write: ${reasonOf(error)}`)
    process.exit(2)
  }
  complain(`this is a bug, please report it: ${error instanceof Error ? '' : String(error)}`)
  if (error instanceof Error) stderr.write(`${error.stack}\n`)
  process.exit(2)
}

/** The reader has seen enough (`| head -1`): that is success. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

/** The disk is full, the device is gone. Trouble with an input never comes here: it is told where it is read. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error
}
