import { createReadStream } from 'node:fs'
import type { Problem } from '../record/index.js'
import { type Compression, compressionOf, isBinary, isJournalFile, MAGIC_LENGTH } from './compression.js'
import { gunzip } from './gunzip.js'

const CHUNK = 256 * 1024

/** An open input: its bytes, and what becomes known about it while they are read. */
export interface OpenInput {
  readonly chunks: AsyncIterable<Uint8Array>
  readonly compression?: Compression
  /** Cannot be a log: a program, a picture, an archive. */
  readonly binary: boolean
  /** Complete when the chunks are at their end. */
  readonly problems: readonly Problem[]
}

/** A file or stream that cannot be read, said in words for the person who named it. */
export class UnreadableInput extends Error {
  constructor(
    message: string,
    readonly compression?: Compression,
  ) {
    super(message)
  }
}

/**
 * Opens a file, or standard input for `-`, and gives its bytes in pieces of bounded size. gzip is known by its first bytes and
 * unpacked on the way.
 *
 * @throws UnreadableInput when it cannot be opened or is in a form that we cannot read
 */
export async function readChunks(path: string): Promise<OpenInput> {
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: CHUNK })
  const raw = explained(stream)
  const head = await firstBytes(raw)
  const compression = compressionOf(head)
  const chunks = chained(head, raw)
  const problems: Problem[] = []
  if (compression === 'gzip')
    return { chunks: gunzip(chunks, problems), compression, binary: false, problems }
  if (compression === undefined && !isJournalFile(head)) return { chunks, binary: isBinary(head), problems }
  await raw.return(undefined)
  if (compression === undefined)
    throw new UnreadableInput(
      `is a journal file: journalctl --file ${quoted(path)} -k -o short-precise | oomparse -`,
    )
  throw new UnreadableInput(
    `is compressed with ${compression}, which oomparse does not read: ${TOOLS[compression]} ${quoted(path)} | oomparse -`,
    compression,
  )
}

const TOOLS = { zstd: 'zstdcat', xz: 'xzcat', bzip2: 'bzcat' } as const

async function* explained(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream)
      yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
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

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'a part of the path is no directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EIO: 'input/output error',
}

/** What the operating system said, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return REASONS[code] ?? error.message
}

function quoted(path: string): string {
  return /^[\w./+:@%,=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
