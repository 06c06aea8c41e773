import type { StreamRecord } from '../record/index.js'
import { isDump } from '../record/is-dump.js'

/** The exit status, gathered from what went by. */
export class Status {
  #found = false
  #incomplete = false
  #unreadable = false

  see(record: StreamRecord): void {
    if (record.record === 'event') {
      if (record.type === 'oom') this.#found = true
      if (isDump(record) && !record.completeness.complete) this.#incomplete = true
    }
    if (
      record.record === 'input' &&
      (record.gaps.length > 0 || record.problems.some(({ code }) => CUTS.has(code) || UNPACKING.test(code)))
    )
      this.#incomplete = true
  }

  seeUnreadable(): void {
    this.#unreadable = true
  }

  code(strict: boolean): number {
    if (this.#unreadable) return 2
    if (strict && this.#incomplete) return 3
    return this.#found ? 0 : 1
  }
}

/** Problems of an input that mean lost lines. */
const CUTS = new Set(['line-too-long', 'not-read', 'file-cut', 'unpacks-to-too-much'])
const UNPACKING = /^(?:gzip|zstd|xz)-/
