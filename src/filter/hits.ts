import type { Anchor } from '../grammar/index.js'
import type { Scanner } from './scanner.js'

const LINE_FEED = 10

/** The places of anchors in a stretch of the scanner's memory, asked for in their order; confirmed where an anchor asks for it. */
export class Hits {
  readonly #scanner: Scanner
  readonly #anchors: readonly Anchor[]
  #to = 0
  #count = 0
  #next = 0

  constructor(scanner: Scanner, anchors: readonly Anchor[]) {
    this.#scanner = scanner
    this.#anchors = anchors
  }

  /** A new stretch, of whole lines. */
  begin(from: number, to: number): void {
    this.#to = to
    this.#count = 0
    this.#next = 0
    this.#scanner.scannedTo = from
  }

  /** The first place at or behind `at` where an anchor is; -1 where none is. Never asked for places before the last one. */
  next(at: number): number {
    return this.#nextBefore(at, this.#to)
  }

  /** Whether an anchor is in the line from `from` to `to`. */
  isIn(from: number, to: number): boolean {
    return this.#nextBefore(from, to) >= 0
  }

  #nextBefore(at: number, to: number): number {
    for (;;) {
      if (this.#next === this.#count && !this.#scan(at)) return -1
      const hit = this.#scanner.hitAt[this.#next] ?? 0
      if (hit >= to) return -1
      if (hit >= at && this.#isConfirmed(hit, this.#scanner.hitPattern[this.#next] ?? 0)) return hit
      this.#next++
    }
  }

  #scan(at: number): boolean {
    const from = Math.max(at, this.#scanner.scannedTo)
    if (from >= this.#to) return false
    this.#next = 0
    this.#count = this.#scanner.scan(from, this.#to)
    return this.#count > 0
  }

  #isConfirmed(hit: number, pattern: number): boolean {
    const { confirm } = this.#anchors[pattern] ?? {}
    if (confirm === undefined) return true
    const { memory } = this.#scanner
    const from = hit === 0 ? 0 : memory.lastIndexOf(LINE_FEED, hit - 1) + 1
    const end = memory.indexOf(LINE_FEED, hit)
    return confirm(memory, hit, from, end < 0 ? this.#to : end)
  }
}
