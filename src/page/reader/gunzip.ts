import { gzipProblem } from '../../gzip-problem.js'
import type { Problem } from '../../record/index.js'

/** At an error the browser keeps what it had unpacked of the same step to itself. Steps also bound the memory: deflate reaches 1000:1. */
const STEP = 4 * 1024
/** What platforms say at the end of a file that is damaged, and not of one that ends early. */
const DAMAGED = /invalid|incorrect|not valid|corrupt|junk/i
const MEMBER = [0x1f, 0x8b, 0x08]

/**
 * Unpacks gzip, members one behind the other included. What is damaged or cut off ends the output with a problem; all that
 * could be read before is given.
 *
 * The browser takes one member, and what comes behind it is an error to it. So each step ends where another member may
 * begin: when that is refused by one that has taken all before, it is the beginning of the next.
 */
export async function* gunzip(
  packed: AsyncIterable<Uint8Array>,
  problems: Problem[],
): AsyncGenerator<Uint8Array, void, undefined> {
  let member = new Member()
  for await (const chunk of packed) {
    for (const piece of steps(chunk)) {
      let failure = await member.write(piece)
      yield* member.taken()
      if (failure !== undefined && member.hasBegun && isMember(piece)) {
        member = new Member()
        failure = await member.write(piece)
        yield* member.taken()
      }
      if (failure !== undefined) {
        problems.push(gzipProblem(failure))
        return
      }
    }
  }
  const failure = await member.end()
  yield* member.taken()
  if (failure !== undefined) problems.push(DAMAGED.test(failure) ? gzipProblem(failure) : gzipProblem())
}

/** One member of a gzip file on its way through the browser's own reader. */
class Member {
  readonly #stream = new DecompressionStream('gzip')
  readonly #writer = this.#stream.writable.getWriter()
  #ready: Uint8Array[] = []
  #failure: string | undefined
  readonly #read = this.#readAll()
  hasBegun = false

  /** @returns why it cannot be unpacked */
  async write(piece: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
    try {
      await this.#writer.write(piece)
      this.hasBegun = true
      return undefined
    } catch (error) {
      await this.#read
      return this.#failure ?? reasonOf(error)
    }
  }

  async end(): Promise<string | undefined> {
    await this.#writer.close().catch(() => {})
    await this.#read
    return this.#failure
  }

  taken(): Uint8Array[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  async #readAll(): Promise<void> {
    const reader = this.#stream.readable.getReader()
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read())
        this.#ready.push(next.value)
    } catch (error) {
      this.#failure = reasonOf(error)
    }
  }
}

function* steps(chunk: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  let from = 0
  for (let at = 1; at <= chunk.length; at++) {
    if (at < chunk.length && at - from < STEP && !isMember(chunk, at)) continue
    yield chunk.slice(from, at)
    from = at
  }
}

function isMember(bytes: Uint8Array, at = 0): boolean {
  return MEMBER.every((byte, index) => bytes[at + index] === byte)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
