import library from 'xz-decompress'
import type { Problem } from '../record/index.js'
import { type Trouble, unpackingProblem } from './unpacking-problem.js'

/** The WebAssembly of the package: xz-embedded, which also unpacks the Linux kernel. */
interface Xz {
  readonly memory: WebAssembly.Memory
  create_context(): number
  supply_input(context: number, length: number): void
  get_next_output(context: number): number
}

/** The 32-bit fields at a context's address, as the package's own JavaScript reads them. */
const BUFFER_BYTES = 0
const INPUT_ADDRESS = 1
const OUTPUT_ADDRESS = 4
const OUTPUT_LENGTH = 5

/** `enum xz_ret` of xz-embedded's xz.h; a number that is not named here is damage. */
const OK = 0
const STREAM_END = 1
const DATA_ERROR = 7
const TROUBLES = new Map<number, Trouble>([
  [2, { kind: 'unsupported', why: 'its checksum is of an unknown kind' }],
  [3, { kind: 'unsupported', why: 'it needs too much memory' }],
  [4, { kind: 'unsupported', why: 'it needs more than 64 MiB of memory' }],
  [5, { kind: 'damaged', why: 'a stream begins wrong' }],
  [6, { kind: 'unsupported', why: 'it has a filter or checksum that is not known' }],
  [8, { kind: 'truncated' }],
])
const DAMAGED: Trouble = { kind: 'damaged', why: 'its content is wrong' }

/**
 * Unpacks xz, streams one behind the other and padding included. What is damaged, cut off or not known ends the output with
 * a problem; what the library had unpacked before is given, in pieces of at most 64 KiB.
 */
export async function* unxz(
  packed: AsyncIterable<Uint8Array>,
  problems: Problem[],
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new Decoder(await newXz())
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length && decoder.result === OK; ) {
      at += decoder.supply(chunk.subarray(at))
      yield* decoder.texts()
    }
    if (decoder.result !== OK) break
  }
  if (decoder.result === OK) {
    // No input is how the library is told that this is the end.
    decoder.supply(new Uint8Array(0))
    yield* decoder.texts()
  }
  if (decoder.result !== STREAM_END)
    problems.push(unpackingProblem('xz', TROUBLES.get(decoder.result) ?? DAMAGED))
}

/**
 * The package's XzReadableStream throws away what a failing step had unpacked, which may be the end of the log, and lets a
 * second stream wait until the first is at its end. So this drives the WebAssembly below it.
 */
class Decoder {
  readonly #xz: Xz
  readonly #context: number
  result = OK

  constructor(xz: Xz) {
    this.#xz = xz
    this.#context = xz.create_context()
  }

  /** Takes as much of the input as the buffer holds, and says how much. */
  supply(packed: Uint8Array): number {
    const piece = packed.subarray(0, this.#field(BUFFER_BYTES))
    new Uint8Array(this.#xz.memory.buffer).set(piece, this.#field(INPUT_ADDRESS))
    this.#xz.supply_input(this.#context, piece.length)
    return piece.length
  }

  *texts(): Generator<Uint8Array, void, undefined> {
    for (let length = 1; length > 0 && this.result === OK; ) {
      this.result = this.#step()
      length = this.#field(OUTPUT_LENGTH)
      const address = this.#field(OUTPUT_ADDRESS)
      if (length > 0) yield new Uint8Array(this.#xz.memory.buffer).slice(address, address + length)
      this.#fields()[OUTPUT_LENGTH] = 0
    }
  }

  #step(): number {
    try {
      return this.#xz.get_next_output(this.#context)
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return DATA_ERROR
      throw error
    }
  }

  #field(index: number): number {
    return this.#fields()[index] ?? 0
  }

  /** Made anew each time: when the memory grows, older views of it are empty. */
  #fields(): Uint32Array {
    return new Uint32Array(this.#xz.memory.buffer, this.#context, OUTPUT_LENGTH + 1)
  }
}

/** An instance for each file: its memory goes with it, and no file can hurt the next. */
async function newXz(): Promise<Xz> {
  const { XzReadableStream } = library as unknown as {
    XzReadableStream: { _getModuleInstance(): Promise<void>; _moduleInstance: { exports: Xz } }
  }
  await XzReadableStream._getModuleInstance()
  return XzReadableStream._moduleInstance.exports
}
