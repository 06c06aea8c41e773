import { chooseBuckets } from './buckets.js'
import { ByteSets } from './byte-sets.js'
import { choosePieces } from './pieces.js'
import { writeTables } from './scan-tables.js'
import { SCANNER_BINARY } from './scanner-binary.js'

/** A place in the text where one of the patterns stands. */
export interface ScanPattern {
  /** For each byte the set of characters that it may be; a literal has one character for each place. */
  readonly bytes: readonly string[]
}

/** The memory, of a size that never changes: the bytes that are looked at, hits, tables. */
const CAPACITY = 1024 * 1024
/** The binary reads, and passes over, so much behind the bytes. */
const SLACK = 1024
const HITS = 8192
const HITS_AT = CAPACITY + SLACK
const HIT_PATTERNS_AT = HITS_AT + HITS * 4
const TABLES_AT = HIT_PATTERNS_AT + HITS * 4
const TABLES_BYTES = 256 * 1024 - SLACK
const PAGES = (TABLES_AT + TABLES_BYTES) / (64 * 1024)
/** Patterns are far fewer and shorter than what could fill the tables or the room for hits. */
const MOST_PATTERNS = 512
const LONGEST = 255

interface ScannerExports {
  readonly scannedTo: WebAssembly.Global
  scan(
    tables: number,
    from: number,
    to: number,
    hitPlaces: number,
    hitPatterns: number,
    most: number,
    reach: number,
  ): number
  countLineFeeds(from: number, to: number): number
  hasNul(from: number, to: number): number
}

/** Finds all of many patterns in bytes, in one pass at about the speed of the memory. */
export class Scanner {
  /** How many bytes `memory` takes at once. */
  readonly capacity: number = CAPACITY
  /** The bytes are to be written here. */
  readonly memory: Uint8Array
  /** Of each hit, the place where the pattern begins, in ascending order. */
  readonly hitAt: Uint32Array
  /** Of each hit, the index of its pattern; of several at one place the lowest. */
  readonly hitPattern: Uint32Array
  /** The place where the next scan has to go on. */
  scannedTo = 0

  readonly #wasm: ScannerExports
  readonly #most: number
  readonly #reach: number

  private constructor(patterns: readonly ScanPattern[], memory: WebAssembly.Memory, wasm: ScannerExports) {
    const sets = new ByteSets()
    const bytes = patterns.map((pattern) => checked(pattern).bytes.map((characters) => sets.of(characters)))
    const buckets = chooseBuckets(choosePieces(bytes), bytes)
    writeTables(new DataView(memory.buffer), TABLES_AT, bytes, sets.all, buckets)
    this.memory = new Uint8Array(memory.buffer, 0, CAPACITY)
    this.hitAt = new Uint32Array(memory.buffer, HITS_AT, HITS)
    this.hitPattern = new Uint32Array(memory.buffer, HIT_PATTERNS_AT, HITS)
    this.#wasm = wasm
    this.#most = HITS - patterns.length
    this.#reach = Math.max(0, ...bytes.map(({ length }) => length))
  }

  /** Undefined where the platform has no WebAssembly with SIMD, or forbids it. */
  static create(patterns: readonly ScanPattern[]): Scanner | undefined {
    if (patterns.length > MOST_PATTERNS) throw new RangeError(`more than ${MOST_PATTERNS} patterns`)
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES })
    const wasm = instantiate(memory)
    return wasm === undefined ? undefined : new Scanner(patterns, memory, wasm)
  }

  /**
   * Looks for patterns that are wholly in memory[from, to) and says how many hits there are. Where they are too many
   * for the buffer, `scannedTo` is less than `to`.
   */
  scan(from: number, to: number): number {
    checkRange(from, to)
    const count = this.#wasm.scan(TABLES_AT, from, to, HITS_AT, HIT_PATTERNS_AT, this.#most, this.#reach)
    this.scannedTo = this.#wasm.scannedTo.value
    return count
  }

  countLineFeeds(from: number, to: number): number {
    checkRange(from, to)
    return this.#wasm.countLineFeeds(from, to)
  }

  hasNul(from: number, to: number): boolean {
    checkRange(from, to)
    return this.#wasm.hasNul(from, to) !== 0
  }
}

function checkRange(from: number, to: number): void {
  if (!(from >= 0 && to <= CAPACITY)) throw new RangeError(`no such bytes: ${from} to ${to}`)
}

let compiled: WebAssembly.Module | undefined

function instantiate(memory: WebAssembly.Memory): ScannerExports | undefined {
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(SCANNER_BINARY), (char) => char.charCodeAt(0)))
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
    return exports as unknown as ScannerExports
  } catch {
    return undefined
  }
}

function checked(pattern: ScanPattern): ScanPattern {
  const { length } = pattern.bytes
  if (length === 0 || length > LONGEST) throw new RangeError(`a pattern of ${length} bytes`)
  return pattern
}
