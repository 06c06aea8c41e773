import type { FromThread } from './worker-pool.js'

/** What a thread of a `WorkerPool` does with each job. What it throws ends the thread, and is told to the pool. */
export async function serveJobs(
  work: (job: unknown, say: (said: unknown) => void) => Promise<void>,
): Promise<void> {
  // Loaded only here: the bundler puts this file beside what every run needs.
  const { parentPort } = await import('node:worker_threads')
  const say = (message: FromThread) => parentPort?.postMessage(message)
  parentPort?.on('message', async (job: unknown) => {
    await work(job, (said) => say({ said }))
    say({ done: true })
  })
}
