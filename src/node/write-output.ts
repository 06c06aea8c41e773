import { once } from 'node:events'
import { createWriteStream, openSync, rmSync, type Stats, type WriteStream } from 'node:fs'
import { readlink, realpath, rename, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { mayWait } from './may-wait.js'

/** Where results go. `write` waits while the reader is slower than we are. */
export interface Output {
  write(text: string): Promise<void>
  /** All is written: the file gets its name. */
  commit(): Promise<void>
  /** Nothing is left behind. */
  discard(): void
  /** Whether this is what is being written, under its temporary name. */
  isOwn(path: string): boolean
}

/**
 * A file that is there as a whole or not at all: written under a temporary name beside it, renamed at the end. What is no regular
 * file (`/dev/null`, a pipe) is written as it is.
 */
export async function writeOutput(path: string): Promise<Output> {
  const found = await statOf(path)
  const direct = found !== undefined && !found.isFile()
  const target = direct ? path : await targetOf(path)
  // Loaded only here: it costs a short run a twentieth of its time.
  const { randomBytes } = await import('node:crypto')
  // A name may have 255 bytes, and a character up to three.
  const temporary = direct
    ? path
    : join(dirname(target), `.${basename(target).slice(0, 60)}.${randomBytes(6).toString('hex')}.tmp`)
  let stream: WriteStream
  if (direct) {
    mayWait.isSo = true
    stream = createWriteStream(path)
    await once(stream, 'open')
  } else {
    // At once: a signal finds no file that nobody knows of yet.
    const file = openSync(temporary, 'wx', found === undefined ? undefined : found.mode & 0o777)
    stream = createWriteStream(temporary, { fd: file })
  }
  // Every write tells its own error; without this one it would be thrown as well.
  stream.on('error', () => {})
  let over = direct
  const discard = () => {
    if (!over) rmSync(temporary, { force: true })
    over = true
  }
  return {
    write: (text) => written(stream, text),
    async commit() {
      await new Promise<void>((resolve, reject) => {
        stream.once('error', reject)
        stream.end((error?: Error | null) => (error ? reject(error) : resolve()))
      })
      if (!direct) await rename(temporary, target)
      over = true
    },
    discard,
    isOwn: (name) => !direct && basename(name) === basename(temporary),
  }
}

/** @throws a system error for what is neither there nor can be made: a loop of links, a name that is too long */
async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (!isMissing(error)) throw error
    // `no-such-folder/` is no name for a file, and should not be found out at the end.
    if (/[/\\]$/.test(path)) throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
    return undefined
  }
}

/** The file that links lead to, also where it is not there yet: a link stays a link. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (!isMissing(error)) throw error
    const next = await readlink(path).catch(() => undefined)
    return next === undefined ? path : targetOf(resolve(await realpath(dirname(path)), next))
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Tells whether a path is the same file as this one, whatever their names; what is not there is no file. */
export async function sameFileAs(path: string): Promise<(other: string) => Promise<boolean>> {
  const one = await stat(path, { bigint: true }).catch(() => undefined)
  if (one?.isFile() !== true) return async () => false
  return async (other) => {
    const found = await stat(other, { bigint: true }).catch(() => undefined)
    return found !== undefined && found.ino === one.ino && found.dev === one.dev
  }
}

/** The same face for standard output. */
export function standardOutput(): Output {
  return {
    write: (text) => written(process.stdout, text),
    async commit() {},
    discard() {},
    isOwn: () => false,
  }
}

function written(stream: WriteStream | NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()))
  })
}
