import { isMainThread } from 'node:worker_threads'

// The program as one file that can be copied anywhere: a thread of it is the same file.
if (isMainThread) {
  const { runWorkersFrom } = await import('./worker-program.js')
  runWorkersFrom(import.meta.url)
  await import('./main.js')
} else await import('./worker.js')
