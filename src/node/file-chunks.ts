import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Problem } from '../record/index.js'

const CHUNK = 256 * 1024
/** Signals, timers and writes get their turn so often: by the clock, because a chunk of nothing but dumps takes long to read. */
const TURN_SECONDS = 0.05

/** How the bytes of a file are given; may be changed between two chunks. */
export interface Giving {
  /** All chunks are views of one buffer, each valid until the next is asked for: no memory is made for them. */
  inOneBuffer: boolean
}

/**
 * The bytes of a regular file. It is read at once and not by way of the thread pool: a gigabyte takes half as long.
 * One that is shorter at its end than it was at its start (a rotation by copy) is told among the problems.
 *
 * @throws a system error where the file cannot be read
 */
export async function* fileChunks(
  path: string,
  giving: Giving,
  problems: Problem[],
): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    let bytes = 0
    let buffer = new Uint8Array(CHUNK)
    for (let turn = process.uptime(); ; ) {
      const length = readSync(file, buffer)
      if (length === 0) {
        if (bytes < size) problems.push(cutProblem(bytes, size))
        return
      }
      bytes += length
      yield buffer.subarray(0, length)
      if (!giving.inOneBuffer) buffer = new Uint8Array(CHUNK)
      if (process.uptime() - turn < TURN_SECONDS) continue
      await new Promise((resolve) => setImmediate(resolve))
      turn = process.uptime()
    }
  } finally {
    closeSync(file)
  }
}

function cutProblem(bytes: number, size: number): Problem {
  return {
    code: 'file-cut',
    message: `the file was emptied or cut while it was read: it had ${size} bytes, and ${bytes} of them were read`,
  }
}
