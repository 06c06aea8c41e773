import { ZSTDDecoder } from 'zstddec/stream'
import type { Problem } from '../record/index.js'
import { type Trouble, unpackingProblem } from './unpacking-problem.js'

/** The WebAssembly of the package: libzstd. Addresses and sizes are 32-bit numbers, errors are small negative ones. */
interface Zstd {
  readonly memory: WebAssembly.Memory
  malloc(bytes: number): number
  free(address: number): void
  ZSTD_createDCtx(): number
  ZSTD_freeDCtx(context: number): number
  ZSTD_decompressStream(context: number, output: number, input: number): number
}

/** No block is larger, packed or not (RFC 8878, 3.1.1.2.4). */
const BLOCK = 128 * 1024
/** What stands in front of each block. libzstd asks for it together with the block before it. */
const BLOCK_HEADER = 3
/** The magic number and one byte: less than any frame has. */
const FRAME_START = 5

/** Of `ZSTD_ErrorCode` in zstd_errors.h; a number that is not named here is damage. */
const TROUBLES = new Map<number, Trouble>([
  [-10, { kind: 'damaged', why: 'what stands behind a frame is none' }],
  [-14, { kind: 'unsupported', why: 'its form is not known' }],
  [-16, { kind: 'unsupported', why: 'it needs more than 128 MiB of memory' }],
  [-22, { kind: 'damaged', why: 'a checksum is wrong' }],
  [-32, { kind: 'unsupported', why: 'it needs a dictionary' }],
  [-64, { kind: 'unsupported', why: 'it needs too much memory' }],
])
const CORRUPTION = -20
const DAMAGED: Trouble = { kind: 'damaged', why: 'its content is wrong' }

/**
 * Unpacks zstd, frames one behind the other and those without text included. What is damaged, cut off or not known ends the
 * output with a problem; all blocks before it are given, each in a piece of at most 128 KiB.
 */
export async function* unzstd(
  packed: AsyncIterable<Uint8Array>,
  problems: Problem[],
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new Decoder(await zstd())
  try {
    for await (const chunk of packed) {
      // This ends: after some steps without progress libzstd gives an error.
      for (let at = 0; at < chunk.length && decoder.result >= 0; ) {
        // Zeros behind the last frame are what a file system left there.
        if (decoder.result === 0 && chunk[at] === 0) at++
        else {
          const { used, text } = decoder.step(chunk.subarray(at))
          if (text.length > 0) yield text
          at += used
        }
      }
      if (decoder.result < 0) break
    }
    if (decoder.result > 0) problems.push(unpackingProblem('zstd', { kind: 'truncated' }))
    if (decoder.result < 0) problems.push(unpackingProblem('zstd', TROUBLES.get(decoder.result) ?? DAMAGED))
  } finally {
    decoder.free()
  }
}

/**
 * The package's decodeStreaming does not look at the errors of libzstd and can repeat a failing step for ever. So this drives
 * the WebAssembly below it.
 */
class Decoder {
  readonly #zstd: Zstd
  readonly #context: number
  readonly #input: number
  readonly #output: number
  /** ZSTD_inBuffer and ZSTD_outBuffer: address, size and position each. */
  readonly #buffers: number
  /** Of the last step: 0 between frames, how many bytes libzstd wants next, or an error. */
  result = 0

  constructor(zstd: Zstd) {
    this.#zstd = zstd
    this.#context = zstd.ZSTD_createDCtx()
    this.#input = zstd.malloc(BLOCK)
    this.#output = zstd.malloc(BLOCK)
    this.#buffers = zstd.malloc(6 * 4)
  }

  /** Takes no more than the rest of one block: at an error libzstd does not say what it had unpacked in the same step. */
  step(packed: Uint8Array): { used: number; text: Uint8Array } {
    const wanted = this.result === 0 ? FRAME_START : this.result
    const piece = packed.subarray(0, Math.min(wanted > BLOCK_HEADER ? wanted - BLOCK_HEADER : wanted, BLOCK))
    new Uint8Array(this.#zstd.memory.buffer).set(piece, this.#input)
    this.#fields().set([this.#input, piece.length, 0, this.#output, BLOCK, 0])
    this.result = this.#decompress()
    const [, , used = 0, , , length = 0] = this.#fields()
    return {
      used,
      text: new Uint8Array(this.#zstd.memory.buffer).slice(this.#output, this.#output + length),
    }
  }

  free(): void {
    for (const address of [this.#input, this.#output, this.#buffers]) this.#zstd.free(address)
    this.#zstd.ZSTD_freeDCtx(this.#context)
  }

  #decompress(): number {
    try {
      return this.#zstd.ZSTD_decompressStream(this.#context, this.#buffers + 3 * 4, this.#buffers)
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return CORRUPTION
      throw error
    }
  }

  /** Made anew each time: when the memory grows, older views of it are empty. */
  #fields(): Uint32Array {
    return new Uint32Array(this.#zstd.memory.buffer, this.#buffers, 6)
  }
}

let instance: Promise<Zstd> | undefined

function zstd(): Promise<Zstd> {
  instance ??= new Promise((resolve, reject) => {
    class Library extends ZSTDDecoder {
      override _init(result: WebAssembly.WebAssemblyInstantiatedSource): void {
        super._init(result)
        resolve(result.instance.exports as unknown as Zstd)
      }
    }
    new Library().init().catch(reject)
  })
  return instance
}
