import { Bundle } from '../../bundle.js'
import type { BundleOptions } from '../../options.js'
import type { Document, FoundEvent } from '../../record/index.js'
import type { InputFile, Progress } from './messages.js'
import { openFile, whyUnreadable } from './open-file.js'

const TOLD_EACH_MS = 100

/**
 * Reads all files into one document, with the engine of the command line. What cannot be read is told in it, and the others
 * go on.
 *
 * @returns undefined when it was cancelled
 */
export async function readInputs(
  files: readonly InputFile[],
  options: BundleOptions,
  { tell, isCancelled }: { tell: (progress: Progress) => void; isCancelled: () => boolean },
): Promise<Document | undefined> {
  const bundle = new Bundle(options)
  const ofBytes = files.reduce((sum, { blob }) => sum + blob.size, 0)
  let ooms = 0
  let before = 0
  let toldAt = performance.now()
  const count = ({ type }: FoundEvent) => {
    if (type === 'oom') ooms++
  }
  for (const file of files) {
    const opened = await openFile(file)
    if (isCancelled()) return undefined
    if ('skipped' in opened) bundle.skip(opened.skipped)
    else if ('unreadable' in opened) bundle.note(unreadable(file, opened.unreadable))
    else {
      const { open } = opened
      const input = bundle.open(file.name, file.writtenMs, count)
      try {
        for await (const chunk of open.chunks) {
          input.write(chunk)
          if (isCancelled()) return undefined
          if (performance.now() - toldAt < TOLD_EACH_MS) continue
          tell({ bytes: before + open.read.bytes, ofBytes, ooms })
          toldAt = performance.now()
        }
      } catch (error) {
        bundle.note(unreadable(file, whyUnreadable(error)))
      }
      input.end(open)
    }
    before += file.blob.size
  }
  tell({ bytes: ofBytes, ofBytes, ooms })
  return bundle.finish()
}

function unreadable({ name }: InputFile, reason: string) {
  return { code: 'unreadable-input', message: `${name}: ${reason}` }
}
