import type { OpenBundleInput } from '../bundle.js'
import type { Input } from '../record/index.js'
import type { Listed } from './list-files.js'
import { openFile } from './open-file.js'
import { UnreadableInput } from './unreadable-input.js'

/** What is shown the chunks of an input as they are read. */
export type See = (name: string, chunk: Uint8Array) => void

/** Why a file was not read, or not to its end. */
export interface NotRead {
  /** No log: its record says so. */
  readonly skipped?: Input
  readonly unreadable?: string
}

/** Reads a file into what `open` gives for it. `read` is told how many bytes of the file were read, packed as they are. */
export async function readFile(
  file: Listed,
  open: (name: string, writtenMs: number | undefined) => OpenBundleInput,
  { see = () => {}, read = () => {} }: { see?: See; read?: (bytes: number) => void } = {},
): Promise<NotRead> {
  const opened = await openFile(file)
  if (!('input' in opened)) return opened
  const { name, input } = opened
  const reader = open(name, input.fileWrittenMs)
  let before = 0
  let trouble: NotRead = {}
  try {
    for await (const chunk of input.chunks) {
      see(name, chunk)
      reader.write(chunk)
      read(input.read.bytes - before)
      before = input.read.bytes
    }
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error
    trouble = { unreadable: error.message }
  }
  reader.end(input)
  return trouble
}
