import { stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { Bell } from './bell.js'
import { GrowingFile } from './growing-file.js'
import { type Growth, refusePacked } from './growth.js'
import { reasonOf } from './reasons.js'

/** Writers write in flocks of small pieces: they are let finish. */
const CALM_MS = 20
/** An old file is kept when its name is another's, until that has something or the old one was silent for so long. */
const SILENCE_MS = 30_000
/** So much is still read when we are told to stop: what was written before, but no backlog. */
const LAST_BYTES = 16 * 1024 * 1024

/**
 * The log of this name from its start, for ever: through rotation (another file takes the name), copies that empty it, and
 * times when there is none. An old file is read to its end before the next one is begun: its writer goes on with it until
 * told to open the new one, and has done so when the new one has something in it.
 *
 * @throws UnreadableInput for a compressed file
 */
export async function* followFile(path: string, signal: AbortSignal): AsyncGenerator<Growth> {
  // The one that is read, then those that took its name since: opened at once, or a second rotation would hide them.
  const files: GrowingFile[] = []
  const bell = new Bell(signal)
  let trouble: string | undefined
  let silentMs = 0
  try {
    for (;;) {
      const isLast = signal.aborted
      const count = files.length
      const before = trouble
      trouble = await lookUp(path, files)
      if (files.length > count) bell.watch(path)
      if (trouble !== undefined && trouble !== before && files.length === 0)
        yield { kind: 'missing', reason: trouble }
      if (count === 0 && files.length > 0) yield { kind: 'found' }
      for await (const growth of rest(files[0], signal)) {
        silentMs = 0
        yield growth
      }
      while (await isOver(files, silentMs)) {
        silentMs = 0
        yield* rest(files[0], signal)
        await files.shift()?.close()
        yield { kind: 'replaced' }
        yield* rest(files[0], signal)
      }
      if (isLast) return
      const ms = await bell.wait()
      if (!signal.aborted) await delay(CALM_MS)
      silentMs += ms
      yield { kind: 'waited', ms }
    }
  } finally {
    bell.close()
    for (const file of files) await file.close()
  }
}

/** Opens the file of the name if it is a new one; says why there is none. */
async function lookUp(path: string, files: GrowingFile[]): Promise<string | undefined> {
  try {
    const found = await stat(path, { bigint: true })
    if (files.some((file) => file.is(found))) return undefined
    // What took the name may be gone again: which file it is, the open one says.
    const file = found.isFile() ? await GrowingFile.open(path) : undefined
    if (file === undefined) return 'is no regular file'
    files.push(file)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

/** Whether the first of them has had its last line. */
async function isOver([, next, ...others]: readonly GrowingFile[], silentMs: number): Promise<boolean> {
  if (next === undefined) return false
  return others.length > 0 || silentMs >= SILENCE_MS || !(await next.isEmpty())
}

/** What the file has beyond what was read of it. */
async function* rest(file: GrowingFile | undefined, signal: AbortSignal): AsyncGenerator<Growth> {
  let left = LAST_BYTES
  for (;;) {
    const isStart = file?.isAtStart
    const read = await file?.read()
    if (read === undefined) return
    if (read === 'rewritten') {
      yield { kind: 'rewritten' }
      continue
    }
    if (isStart === true) refusePacked(read)
    yield { kind: 'bytes', bytes: read }
    if (signal.aborted) left -= read.length
    if (left <= 0) return
  }
}
