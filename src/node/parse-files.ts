import { Bundle } from '../bundle.js'
import { withKnown } from '../known-input.js'
import { type BundleOptions, checkOptions, type ParseOptions } from '../options.js'
import type { Document, StreamRecord } from '../record/index.js'
import { stream } from '../stream.js'
import { listFiles } from './list-files.js'
import { nameOf } from './open-file.js'
import { readChunks } from './read-chunks.js'
import { readFile } from './read-file.js'

/**
 * Reads files and all files of directories into one document, as the command does: what a file is, is told from what is in it,
 * and gzip, xz and zstd are undone on the way. What cannot be read is a problem `unreadable-input` of the document, and the
 * others go on.
 *
 * @param paths files and directories; `-` is standard input
 *
 * @example
 * const { events, findings } = await parseFiles(['/var/log/kern.log', 'bundle/'], { timezone: 'Europe/Berlin' })
 */
export async function parseFiles(paths: readonly string[], options: BundleOptions = {}): Promise<Document> {
  checkOptions(options)
  if (!Array.isArray(paths)) throw new TypeError('parseFiles() takes a list of paths')
  const bundle = new Bundle(options)
  for (const path of paths)
    for await (const file of listFiles(path)) {
      const { skipped, unreadable } = await readFile(file, (name, writtenMs) => bundle.open(name, writtenMs))
      if (skipped !== undefined) bundle.skip(skipped)
      if (unreadable !== undefined)
        bundle.note({ code: 'unreadable-input', message: `${nameOf(file)}: ${unreadable}` })
    }
  return bundle.finish()
}

/**
 * `stream` over one file, packed or not: each record as soon as it is complete, the input's own record last.
 *
 * @throws UnreadableInput for a file that cannot be read, or not to its end
 *
 * @example
 * for await (const record of streamFile('/var/log/kern.log.1.gz')) if (record.record === 'event') console.log(record.id)
 */
export async function* streamFile(
  path: string,
  options: ParseOptions = {},
): AsyncGenerator<StreamRecord, void, undefined> {
  const { chunks, ...known } = await readChunks(path)
  for await (const record of stream(chunks, { name: path, ...options }))
    yield record.record === 'input' ? { record: 'input', ...withKnown(record, known) } : record
}
