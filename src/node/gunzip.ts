import { createGunzip } from 'node:zlib'
import { gzipProblem } from '../gzip-problem.js'
import type { Problem } from '../record/index.js'

/**
 * At an error zlib keeps what it had unpacked of the same step to itself, so steps are small. They also bound the memory:
 * deflate reaches 1000:1.
 */
const STEP = 2 * 1024

/**
 * Unpacks gzip, members one behind the other included. What is damaged or cut off ends the output with a problem; all
 * that could be read before is given.
 *
 * The stream is driven by hand: a Readable that fails throws away what waits in its buffer, and here that is the end of
 * the log, where the OOM is.
 */
export async function* gunzip(
  packed: AsyncIterable<Uint8Array>,
  problems: Problem[],
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = createGunzip({ chunkSize: 64 * 1024 })
  let ready: Uint8Array[] = []
  let failure: NodeJS.ErrnoException | undefined
  let over = false
  stream.on('data', (chunk: Uint8Array) => ready.push(chunk))
  stream.on('error', (error) => {
    failure = error
  })
  const closed = new Promise<void>((resolve) => {
    stream.once('close', () => {
      over = true
      resolve()
    })
  })
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length && !over; at += STEP) {
      const piece = chunk.subarray(at, at + STEP)
      await Promise.race([closed, new Promise<void>((resolve) => stream.write(piece, () => resolve()))])
      yield* ready
      ready = []
    }
    if (over) break
  }
  if (!over) stream.end()
  await closed
  yield* ready
  if (failure !== undefined)
    problems.push(failure.code === 'Z_BUF_ERROR' ? gzipProblem() : gzipProblem(failure.message))
}
