import { Worker } from 'node:worker_threads'

/** What a thread says: something of its job, or that the job is done. */
export type FromThread = { readonly said: unknown } | { readonly done: true }

interface Task {
  readonly job: unknown
  readonly take: (said: unknown) => void
  readonly end: (failure?: unknown) => void
}

/** Threads that do one job at a time. They start with the first jobs and end with `close`. */
export class WorkerPool {
  readonly #program: URL
  readonly #size: number
  readonly #waiting: Task[] = []
  readonly #idle = new Set<Worker>()
  readonly #busy = new Map<Worker, Task>()

  /** @param program what each thread runs: it serves jobs (`serveJobs`) */
  constructor(program: URL, size: number) {
    this.#program = program
    this.#size = size
  }

  /**
   * Jobs begin in the order in which they are given.
   *
   * @param take is given what the thread says of it
   * @returns when it is done; with the reason when its thread died of it
   */
  run(job: unknown, take: (said: unknown) => void): Promise<unknown> {
    return new Promise((resolve) => {
      this.#waiting.push({ job, take, end: resolve })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#waiting.length = 0
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((worker) => worker.terminate()))
  }

  #next(): void {
    const task = this.#busy.size < this.#size ? this.#waiting.shift() : undefined
    if (task === undefined) return
    const [worker = this.#start()] = this.#idle
    this.#idle.delete(worker)
    this.#busy.set(worker, task)
    worker.postMessage(task.job)
  }

  #start(): Worker {
    const worker = new Worker(this.#program)
    worker.on('message', (message: FromThread) => {
      if ('said' in message) this.#busy.get(worker)?.take(message.said)
      else this.#end(worker)
    })
    worker.on('error', (error) => this.#end(worker, error))
    worker.on('exit', () => {
      this.#idle.delete(worker)
      this.#end(worker, new Error('its thread ended'))
    })
    return worker
  }

  /** Of an error and the end of the thread, the first to come counts. */
  #end(worker: Worker, failure?: unknown): void {
    const task = this.#busy.get(worker)
    if (task === undefined) return
    this.#busy.delete(worker)
    if (failure === undefined) this.#idle.add(worker)
    task.end(failure)
    this.#next()
  }
}
