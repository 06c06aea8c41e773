import { once } from 'node:events'
import { createWriteStream, rmSync, type WriteStream } from 'node:fs'
import { realpath, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Where results go. `write` waits while the reader is slower than we are. */
export interface Output {
  write(text: string): Promise<void>
  /** All is written: the file gets its name. */
  commit(): Promise<void>
  /** Nothing is left behind. */
  discard(): void
}

/**
 * A file that is there as a whole or not at all: written under a temporary name beside it, renamed at the end. What is no regular
 * file (`/dev/null`, a pipe) is written as it is.
 */
export async function writeOutput(path: string): Promise<Output> {
  const target = await realpath(path).catch(() => path)
  const mode = await stat(target).then(
    (found) => found,
    () => undefined,
  )
  const direct = mode !== undefined && !mode.isFile()
  // Loaded only here: it costs a short run a twentieth of its time.
  const { randomBytes } = await import('node:crypto')
  const temporary = direct
    ? target
    : join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`)
  const stream = createWriteStream(temporary, {
    flags: direct ? 'w' : 'wx',
    ...(mode === undefined ? {} : { mode: mode.mode & 0o777 }),
  })
  await once(stream, 'open')
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
        stream.end(() => resolve())
      })
      if (!direct) await rename(temporary, target)
      over = true
    },
    discard,
  }
}

/** Whether two paths are one file; what is not there is no file. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)))
  return a?.isFile() === true && b !== undefined && a.ino === b.ino && a.dev === b.dev
}

/** The same face for standard output. */
export function standardOutput(): Output {
  return {
    write: (text) => written(process.stdout, text),
    async commit() {},
    discard() {},
  }
}

function written(stream: WriteStream | NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()))
  })
}
