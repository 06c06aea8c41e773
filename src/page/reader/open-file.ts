import { type Compression, compressionOf, isBinary, isJournalFile } from '../../compression.js'
import type { Input, Problem } from '../../record/index.js'
import { notABomb } from '../../unpacking-bound.js'
import { gunzip } from './gunzip.js'
import type { InputFile } from './messages.js'

/** So much of a file tells what it is. */
const HEAD = 64 * 1024

/** An input that is being read. */
export interface OpenFile {
  readonly chunks: AsyncIterable<Uint8Array>
  /** How much of the file was read so far, packed as it is. */
  readonly read: { readonly bytes: number }
  readonly compression?: Compression
  /** Complete when the chunks are at their end. */
  readonly problems: readonly Problem[]
}

/** A file that was opened, or why it was not: of a folder, what is no log is left out without ado. */
export type Opened =
  | { readonly open: OpenFile }
  | { readonly skipped: Input }
  | { readonly unreadable: string }

export async function openFile({ name, blob, found }: InputFile): Promise<Opened> {
  const read = { bytes: 0 }
  const problems: Problem[] = []
  try {
    const head = new Uint8Array(await blob.slice(0, HEAD).arrayBuffer())
    const compression = compressionOf(head)
    const form = unreadableForm(head, compression)
    if (form !== undefined)
      return found && compression !== undefined
        ? { skipped: notRead(name, compression, form) }
        : { unreadable: form }
    const raw = chunksOf(blob, read)
    if (compression === undefined) {
      if (found && isBinary(head)) return { skipped: notRead(name) }
      return { open: { chunks: raw, read, problems } }
    }
    const unpacked = notABomb(gunzip(raw, problems), read, problems)
    const first = await unpacked.next()
    if (found && first.done !== true && isBinary(first.value)) return { skipped: notRead(name) }
    return { open: { chunks: behind(first, unpacked), read, compression, problems } }
  } catch (error) {
    return { unreadable: whyUnreadable(error) }
  }
}

/** What the browser says of a file that is gone, was changed since it was chosen, or may not be read. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof DOMException && error.name === 'NotFoundError') return 'no such file'
  if (error instanceof DOMException && error.name === 'NotReadableError')
    return 'cannot be read, or was changed while it was read: choose it again'
  return error instanceof Error ? error.message : String(error)
}

function unreadableForm(head: Uint8Array, compression: Compression | undefined): string | undefined {
  if (isJournalFile(head))
    return 'is a journal file: journalctl --file FILE -k -o short-precise > kernel.txt makes text of it'
  if (compression === undefined || compression === 'gzip') return undefined
  return `is compressed with ${compression}, which is not read in the browser: unpack it first (${TOOLS[compression]})`
}

const TOOLS: Readonly<Record<Exclude<Compression, 'gzip'>, string>> = {
  xz: 'xz -dk FILE',
  zstd: 'zstd -d FILE',
  bzip2: 'bzip2 -dk FILE',
}

async function* chunksOf(blob: Blob, read: { bytes: number }): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      read.bytes += next.value.length
      yield next.value
    }
  } finally {
    // Nobody waits for the rest, be it read or not.
    void reader.cancel().catch(() => {})
  }
}

async function* behind(
  first: IteratorResult<Uint8Array, void>,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.done === true) return
  yield first.value
  yield* rest
}

function notRead(name: string, compression?: Compression, message?: string): Input {
  return {
    name,
    kinds: [],
    framing: 'bare',
    ...(compression === undefined ? {} : { compression }),
    lines: 0,
    gaps: [],
    problems: message === undefined ? [] : [{ code: 'not-read', message }],
  }
}
