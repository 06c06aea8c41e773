let program = new URL('./worker.js', import.meta.url)

/** What a thread runs: beside the program when it is built. */
export function workerProgram(): URL {
  return program
}

/** Where the whole program is one file, its threads run that file. */
export function runWorkersFrom(url: string): void {
  program = new URL(url)
}
