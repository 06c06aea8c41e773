import { type FSWatcher, watch } from 'node:fs'

/** How long nobody looks when nothing tells of a change. */
const POLL_MS = 250
/** More than this is not told of a wait: a process that was stopped has not watched its inputs meanwhile. */
const LONGEST_MS = 2 * POLL_MS

/**
 * Waits until it is time to look at a log again: a quarter of a second, or less when something rings. What the operating
 * system tells of a file makes it quicker and is not relied on: on network file systems and in containers it may be silent.
 */
export class Bell {
  readonly #signal: AbortSignal
  readonly #ring = () => this.ring()
  #watcher: FSWatcher | undefined
  #wake: (() => void) | undefined
  #rung = false

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', this.#ring)
  }

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Rings from now on when this file changes, and for no other one. */
  watch(path: string): void {
    this.#watcher?.close()
    this.#watcher = undefined
    try {
      this.#watcher = watch(path, this.#ring)
      this.#watcher.on('error', () => {})
    } catch {
      // No more watches to be had, or the file is gone again.
    }
  }

  /** Gives the milliseconds that it took. */
  async wait(): Promise<number> {
    const from = performance.now()
    if (!this.#rung && !this.#signal.aborted)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    this.#wake = undefined
    this.#rung = false
    return Math.min(performance.now() - from, LONGEST_MS)
  }

  close(): void {
    this.#watcher?.close()
    this.#signal.removeEventListener('abort', this.#ring)
  }
}
