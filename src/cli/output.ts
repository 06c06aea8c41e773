import { type Output, reasonOf, standardOutput, writeOutput } from '../node/index.js'
import { UsageError } from './usage-error.js'

/** Opened before anything is read: a wrong name should not cost a long run. */
export async function open(path: string | undefined): Promise<Output> {
  if (path === undefined) return standardOutput()
  try {
    const output = await writeOutput(path)
    openOutput = output
    return output
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`)
  }
}

let openOutput: Output | undefined

/** Whether this file is our own result, which is still being written: in a folder that is read it is no input. */
export function isOwnOutput(path: string): boolean {
  return openOutput?.isOwn(path) === true
}

/** For a signal: nothing half written stays behind. */
export function discardOutput(): void {
  openOutput?.discard()
}
