import type { OpenBundleInput } from '../bundle.js'
import { InputReader, type ReadingEnd } from '../input-reader.js'
import { type Listed, type NotRead, readFile, serveJobs } from '../node/index.js'
import type { BundleOptions } from '../options.js'

/** One file to read. */
export interface Job {
  readonly file: Listed
  readonly options: Omit<BundleOptions, 'files' | 'rules'>
}

/**
 * What the thread says of a file: some events, as JSON, what there is beside them, and why it was not read to its end; and on
 * the way how many more bytes of it were read.
 */
export type Said =
  | { readonly events: string }
  | { readonly end: string }
  | { readonly notRead: NotRead }
  | { readonly bytes: number }

/** So many characters of events are sent at once. */
const BATCH = 1024 * 1024
/** After so many bytes it is told how far the reading is. */
const STEP = 1024 * 1024

await serveJobs(async (job, say: (said: Said) => void) => {
  const { file, options } = job as Job
  let untold = 0
  const read = (bytes: number) => {
    untold += bytes
    if (untold < STEP) return
    say({ bytes: untold })
    untold = 0
  }
  const open = (name: string, writtenMs: number | undefined): OpenBundleInput => {
    let texts: string[] = []
    let length = 0
    const send = () => {
      say({ events: `[${texts.join()}]` })
      texts = []
      length = 0
    }
    const reader = new InputReader({ ...options, name, writtenMs }, (event) => {
      const text = JSON.stringify(event)
      texts.push(text)
      length += text.length
      if (length > BATCH) send()
    })
    return {
      write: (chunk) => reader.write(chunk),
      end(known) {
        const end: ReadingEnd = reader.end(known)
        send()
        say({ end: JSON.stringify(end) })
      },
    }
  }
  const notRead = await readFile(file, open, { read })
  say({ bytes: untold })
  say({ notRead })
})
