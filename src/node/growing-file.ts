import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

const CHUNK = 256 * 1024
/** So many bytes before the place that was read up to show whether the file is still the one that was read. */
const WITNESS = 256

/** Which file it is, whatever its name is by now. */
type Identity = Pick<BigIntStats, 'dev' | 'ino'>

/** One file that others write at its end. It stays this file when it is renamed or deleted. */
export class GrowingFile {
  readonly #handle: FileHandle
  readonly #identity: Identity
  #buffer = Buffer.alloc(0)
  /** The last bytes before `#offset`, as they were read. */
  #witness = Buffer.alloc(0)
  #offset = 0

  private constructor(handle: FileHandle, identity: Identity) {
    this.#handle = handle
    this.#identity = identity
  }

  /** What is no regular file is not opened: a pipe would have us wait. */
  static async open(path: string): Promise<GrowingFile | undefined> {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const found = await handle.stat({ bigint: true })
    if (found.isFile()) return new GrowingFile(handle, found)
    await handle.close()
    return undefined
  }

  is({ dev, ino }: Identity): boolean {
    return this.#identity.dev === dev && this.#identity.ino === ino
  }

  /** Nothing of it was read so far. */
  get isAtStart(): boolean {
    return this.#offset === 0
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#handle.stat()).size === 0
  }

  /**
   * What was written since the last time, or `undefined`. `rewritten`: what was read is no longer there, and the next
   * call begins at the start. Its bytes are read again to see it, because a file that was emptied can have grown past the
   * place before anybody looks.
   */
  async read(): Promise<Uint8Array | 'rewritten' | undefined> {
    if (this.#buffer.length === 0) this.#buffer = Buffer.allocUnsafeSlow(CHUNK + WITNESS)
    const seen = this.#witness.length
    const { bytesRead } = await this.#handle.read(this.#buffer, 0, this.#buffer.length, this.#offset - seen)
    if (!this.#buffer.subarray(0, Math.min(seen, bytesRead)).equals(this.#witness)) {
      this.#offset = 0
      this.#witness = Buffer.alloc(0)
      return 'rewritten'
    }
    if (bytesRead === seen) return undefined
    const read = this.#buffer.subarray(0, bytesRead)
    this.#offset += bytesRead - seen
    this.#witness = Buffer.from(read.subarray(-WITNESS))
    // The buffer is used again.
    return new Uint8Array(read.subarray(seen))
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}
