import { parentPort } from 'node:worker_threads'
import type { FromThread } from './worker-pool.js'

/** What a thread of a `WorkerPool` does with each job. What it throws ends the thread, and is told to the pool. */
export function serveJobs(work: (job: unknown, say: (said: unknown) => void) => Promise<void>): void {
  const say = (message: FromThread) => parentPort?.postMessage(message)
  parentPort?.on('message', async (job: unknown) => {
    await work(job, (said) => say({ said }))
    say({ done: true })
  })
}
