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
  /** The line that was looked at last: a line can have very many hits. */
  #line = 0
  #lineEnd = 0
  /** Anchors that this line is known not to confirm. */
  readonly #refused = new Set<number>()

  constructor(scanner: Scanner, anchors: readonly Anchor[]) {
    this.#scanner = scanner
    this.#anchors = anchors
  }

  /** A new stretch, of whole lines. */
  begin(from: number, to: number): void {
    this.#to = to
    this.#count = 0
    this.#next = 0
    this.#line = from
    this.#lineEnd = from
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

  /** Whether the anchor that was found last needs no lines around it. */
  get isAlone(): boolean {
    return this.#anchors[this.#scanner.hitPattern[this.#next] ?? 0]?.isAlone === true
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
    const { confirm, behind } = this.#anchors[pattern] ?? {}
    if (behind !== undefined) return behind(this.#scanner.memory, hit, this.#to)
    if (confirm === undefined) return true
    if (hit >= this.#lineEnd) this.#findLine(hit)
    if (this.#refused.has(pattern)) return false
    const isConfirmed = confirm(this.#scanner.memory, hit, this.#line, this.#lineEnd)
    if (!isConfirmed && confirm.ofLine === true) this.#refused.add(pattern)
    return isConfirmed
  }

  #findLine(hit: number): void {
    const { memory } = this.#scanner
    this.#line = hit === 0 ? 0 : memory.lastIndexOf(LINE_FEED, hit - 1) + 1
    const end = memory.indexOf(LINE_FEED, hit)
    this.#lineEnd = end < 0 ? this.#to : end
    if (this.#refused.size > 0) this.#refused.clear()
  }
}
