import type { ReadingEnd } from '../input-reader.js'
import { type Listed, type NotRead, reasonOf, WorkerPool } from '../node/index.js'
import type { BundleOptions } from '../options.js'
import type { FoundEvent } from '../record/index.js'
import type { Reading } from '../record/reading.js'
import type { Progress } from './progress.js'
import type { Said } from './worker.js'
import { workerProgram } from './worker-program.js'

/** What a thread read of a file. */
export interface FileRead extends NotRead {
  readonly reading?: Reading
}

/** Threads that read files, each one at a time. */
export class Crew {
  readonly #pool: WorkerPool
  readonly #options: Omit<BundleOptions, 'files' | 'rules'>

  constructor({ files: _files, rules: _rules, ...options }: BundleOptions, threads: number) {
    this.#options = options
    this.#pool = new WorkerPool(workerProgram(), threads)
  }

  /**
   * A thread that dies takes only its file with it.
   *
   * @param progress is told of what is read as it is read
   */
  async read(file: Listed, progress: Pick<Progress, 'add' | 'addOom'>): Promise<FileRead> {
    const events: FoundEvent[] = []
    let end: ReadingEnd | undefined
    let notRead: NotRead = {}
    const failure = await this.#pool.run({ file, options: this.#options }, (message) => {
      const said = message as Said
      if ('events' in said)
        for (const event of JSON.parse(said.events) as FoundEvent[]) {
          events.push(event)
          if (event.type === 'oom') progress.addOom()
        }
      else if ('bytes' in said) progress.add(said.bytes)
      else if ('end' in said) end = JSON.parse(said.end) as ReadingEnd
      else notRead = said.notRead
    })
    if (failure !== undefined) return { unreadable: whyDied(failure) }
    return end === undefined ? notRead : { ...notRead, reading: { ...end, events } }
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}

function whyDied(failure: unknown): string {
  if (failure instanceof Error && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return 'needs more memory than a thread may have: NODE_OPTIONS=--max-old-space-size=8192 gives it 8 GiB'
  return `this is a bug, please report it: ${reasonOf(failure)}`
}
