import type { Problem } from './record/index.js'

/** Of any file so much is unpacked, whatever it was made of. */
const FREE_BYTES = 256 * 1024 * 1024
/**
 * Logs become 5 to 100 times smaller, and one line again and again hardly more. Only what was made for it does better: gzip
 * reaches 1030 with one byte again and again, zstd and xz ten thousand.
 */
const MOST_TIMES = 500

/**
 * Ends a text that unpacks to absurdly more than it was packed: nobody wrote such a log, and reading it to its end would take
 * hours.
 *
 * @param read how much of the file was read so far
 */
export async function* notABomb(
  unpacked: AsyncGenerator<Uint8Array>,
  read: { readonly bytes: number },
  problems: Problem[],
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  try {
    for await (const chunk of unpacked) {
      bytes += chunk.length
      if (bytes > FREE_BYTES && bytes > read.bytes * MOST_TIMES) {
        problems.push({
          code: 'unpacks-to-too-much',
          message: `unpacks to more than ${MOST_TIMES} times its size: what comes after the first ${FREE_BYTES / 1024 ** 2} MiB is not read`,
        })
        return
      }
      yield chunk
    }
  } finally {
    await unpacked.return(undefined)
  }
}
