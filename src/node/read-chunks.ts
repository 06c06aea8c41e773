import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type Compression, compressionOf, isBinary, isJournalFile, MAGIC_LENGTH } from '../compression.js'
import type { Problem } from '../record/index.js'
import { notABomb } from '../unpacking-bound.js'
import { fileChunks } from './file-chunks.js'
import { mayWait } from './may-wait.js'
import { reasonOf } from './reasons.js'
import { standardInput } from './standard-input.js'
import { UnreadableInput } from './unreadable-input.js'

const CHUNK = 256 * 1024

/** An open input: its bytes, and what becomes known about it while they are read. */
export interface OpenInput {
  /** Each is valid until the next is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** How much of the file was read so far, packed as it is. */
  readonly read: { readonly bytes: number }
  readonly compression?: Compression
  /** When the file was last written, in milliseconds since 1970; standard input has none. */
  readonly fileWrittenMs?: number
  /** Cannot be a log: a program, a picture, an archive. */
  readonly binary: boolean
  /** Complete when the chunks are at their end. */
  readonly problems: readonly Problem[]
}

/**
 * Opens a file, or standard input for `-`, and gives its bytes in pieces of bounded size. Compression is known by the first
 * bytes and undone on the way.
 *
 * @throws UnreadableInput when it cannot be opened or is in a form that we cannot read
 */
export async function readChunks(path: string): Promise<OpenInput> {
  const writtenMs = path === '-' ? undefined : await writtenTime(path)
  const giving = { inOneBuffer: false }
  const read = { bytes: 0 }
  const problems: Problem[] = []
  const raw = explained(
    path === '-'
      ? standardInput()
      : writtenMs === undefined
        ? pipeStream(path)
        : fileChunks(path, giving, problems),
    read,
  )
  const head = await firstBytes(raw)
  const compression = compressionOf(head)
  // What unpacks it may look at a chunk later.
  giving.inOneBuffer = compression === undefined
  if (compression === 'bzip2' || isJournalFile(head)) {
    await raw.return(undefined)
    throw unreadableForm(path, compression)
  }
  const packed = chained(head, raw)
  const unpacked = compression === undefined ? packed : unpackedOf(compression, packed, read, problems)
  const first = compression === undefined ? head : await firstBytes(unpacked)
  const binary = isBinary(first)
  let chunks = compression === undefined ? packed : chained(first, unpacked)
  if (binary && writtenMs !== undefined) {
    // Most callers leave it alone: nothing stays open for it.
    await unpacked.return(undefined)
    await raw.return(undefined)
    chunks = readAgain(path, compression, problems, read)
  }
  return {
    chunks,
    read,
    ...(compression === undefined ? {} : { compression }),
    ...(writtenMs === undefined ? {} : { fileWrittenMs: writtenMs }),
    binary,
    problems,
  }
}

async function* readAgain(
  path: string,
  compression: keyof typeof UNPACKERS | undefined,
  problems: Problem[],
  read: { bytes: number },
): AsyncGenerator<Uint8Array> {
  problems.length = 0
  read.bytes = 0
  const raw = explained(fileChunks(path, { inOneBuffer: compression === undefined }, problems), read)
  yield* compression === undefined ? raw : unpackedOf(compression, raw, read, problems)
}

/** Of what is no regular file, opening and reading may wait. */
function pipeStream(path: string): AsyncIterable<Uint8Array | string> {
  mayWait.isSo = true
  return createReadStream(path, { highWaterMark: CHUNK })
}

function unpackedOf(
  compression: keyof typeof UNPACKERS,
  packed: AsyncIterable<Uint8Array>,
  read: { readonly bytes: number },
  problems: Problem[],
): AsyncGenerator<Uint8Array> {
  return notABomb(UNPACKERS[compression](packed, problems), read, problems)
}

/** Each is loaded when it is needed. */
const UNPACKERS = {
  async *gzip(packed: AsyncIterable<Uint8Array>, problems: Problem[]) {
    const { gunzip } = await import('./gunzip.js')
    yield* gunzip(packed, problems)
  },
  async *zstd(packed: AsyncIterable<Uint8Array>, problems: Problem[]) {
    const { unzstd } = await import('./unzstd.js')
    yield* unzstd(packed, problems)
  },
  async *xz(packed: AsyncIterable<Uint8Array>, problems: Problem[]) {
    const { unxz } = await import('./unxz.js')
    yield* unxz(packed, problems)
  },
}

function unreadableForm(path: string, compression: Compression | undefined): UnreadableInput {
  if (compression === undefined)
    return new UnreadableInput(
      `is a journal file: journalctl --file ${quoted(path)} -k -o short-precise | oomparse -`,
    )
  return new UnreadableInput(
    `is compressed with ${compression}, which oomparse does not read: bzcat ${quoted(path)} | oomparse -`,
    compression,
  )
}

/** What is no regular file (a pipe) is written now and says nothing. */
async function writtenTime(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() === true ? Math.floor(found.mtimeMs) : undefined
}

async function* explained(
  stream: AsyncIterable<Uint8Array | string>,
  read: { bytes: number },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
      read.bytes += bytes.length
      yield bytes
    }
  } catch (error) {
    throw new UnreadableInput(reasonOf(error))
  }
}

/** A pipe can give its first bytes one by one. */
async function firstBytes(raw: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0)
  while (head.length < MAGIC_LENGTH) {
    const next = await raw.next()
    if (next.done === true) break
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  return head
}

async function* chained(head: Uint8Array, raw: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (let next = await raw.next(); next.done !== true; next = await raw.next()) yield next.value
  } finally {
    await raw.return(undefined)
  }
}

function quoted(path: string): string {
  return /^[\w./+:@%,=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
