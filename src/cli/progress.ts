import type { SingleBar } from 'cli-progress'
import { onErase } from './drawn.js'
import type { Terminal } from './terminal.js'

/** Shorter runs have no bar, and do not load what draws it. */
const SHOWN_AFTER_SECONDS = 1
/** In fewer columns there is no room for a bar beside the figures. */
const BAR_COLUMNS = 80

/** Tells a person who waits how far the reading is. */
export class Progress {
  readonly #isShown: boolean
  /** In seconds, by the clock that Node has anyway: `performance` is a module to load. */
  readonly #begin = process.uptime()
  #total: number | undefined
  #done = 0
  #ooms = 0
  #bar: SingleBar | undefined
  #isLoading = false
  #isOver = false

  /** @param isShown whether anybody looks: see `showsProgress` */
  constructor(isShown: boolean) {
    this.#isShown = isShown
  }

  /** How many bytes there are to read; undefined where a pipe does not tell. */
  expect(bytes: number | undefined): void {
    this.#total = bytes
  }

  /** So many more bytes were read. */
  add(bytes: number): void {
    this.#done += bytes
    if (!this.#isShown || this.#isOver || process.uptime() - this.#begin < SHOWN_AFTER_SECONDS) return
    if (this.#bar !== undefined) this.#bar.update(this.#done, this.#told())
    else if (!this.#isLoading) void this.#load()
  }

  addOom(): void {
    this.#ooms++
  }

  /** Takes the bar away: what comes now is the result. */
  end(): void {
    this.#isOver = true
    this.#erase()
  }

  /** For as long as nothing more is read. */
  #erase(): void {
    onErase(undefined)
    this.#bar?.stop()
    this.#bar = undefined
  }

  async #load(): Promise<void> {
    this.#isLoading = true
    const { default: library } = await import('cli-progress')
    this.#isLoading = false
    if (this.#isOver) return
    const bar = new library.SingleBar({
      stream: process.stderr,
      format:
        this.#total === undefined
          ? '{read}, {rate}{ooms}'
          : `${process.stderr.columns < BAR_COLUMNS ? '' : '{bar} '}{percentage} %  {read}, {rate}, {left}{ooms}`,
      barCompleteChar: '#',
      barIncompleteChar: '.',
      barsize: 16,
      // No mode of the terminal is changed: nobody would change it back after a kill. Lines are cut to its width instead.
      hideCursor: false,
      linewrap: true,
      clearOnComplete: true,
      gracefulExit: false,
      fps: 8,
    })
    bar.start(this.#total ?? 0, this.#done, this.#told())
    this.#bar = bar
    onErase(() => this.#erase())
  }

  #told() {
    const seconds = process.uptime() - this.#begin
    const rate = this.#done / seconds
    const left = this.#total === undefined ? 0 : Math.max(0, this.#total - this.#done) / rate
    return {
      read:
        this.#total === undefined
          ? megabytes(this.#done)
          : `${megabytes(this.#done)} of ${megabytes(this.#total)}`,
      rate: `${megabytes(rate)}/s`,
      left: `${Math.ceil(left)} s left`,
      ooms: this.#ooms === 0 ? '' : `, ${this.#ooms} OOMs`,
    }
  }
}

/**
 * Whether there is somebody to look at a bar: standard error is a terminal, and no records go to the same one meanwhile.
 *
 * @param streams the records are written while they are read
 */
export function showsProgress(
  stderr: { readonly isTTY?: boolean },
  out: Terminal,
  streams: boolean,
): boolean {
  return stderr.isTTY === true && out.env.TERM !== 'dumb' && !(streams && out.isTTY)
}

function megabytes(bytes: number): string {
  return bytes < 10e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
