import { Bundle } from './bundle.js'
import { type BundleOptions, checkOptions, type ParseOptions } from './options.js'
import type { Document } from './record/document.js'

/**
 * Reads a whole log, or a file of facts (`stat` output, a node object).
 *
 * @param log text, or bytes as they were read from a file
 * @returns the document of the record contract; a log without an OOM has no `oom` event. A broken log never throws.
 *
 * @example
 * const { events } = parse(await readFile('dmesg.txt'))
 */
export function parse(log: string | Uint8Array, options: ParseOptions = {}): Document {
  checkOptions(options)
  return parseAll([{ name: options.name ?? 'input', log }], options)
}

/** One of several inputs: what its records call it, and its text. */
export interface NamedLog {
  readonly name: string
  readonly log: string | Uint8Array
  /** When the file was last written, Unix time in milliseconds: a hint for stamps without a year. */
  readonly writtenMs?: number
}

/**
 * Reads the files of one incident and puts them on one timeline: kernel, kubelet, systemd and runtime logs, file times, node
 * facts. The same event read from several of them is one event.
 *
 * @example
 * const { findings } = parseAll([
 *   { name: 'dmesg.txt', log: await readFile('dmesg.txt') },
 *   { name: 'kubelet.log', log: await readFile('kubelet.log') },
 * ])
 */
export function parseAll(logs: readonly NamedLog[], options: BundleOptions = {}): Document {
  checkOptions(options)
  if (!Array.isArray(logs)) throw new TypeError('parseAll() takes a list of { name, log }')
  const bundle = new Bundle(options)
  for (const { name, log, writtenMs } of logs) {
    if (typeof name !== 'string') throw new TypeError('the name of a log must be a string')
    if (typeof log !== 'string' && !(log instanceof Uint8Array))
      throw new TypeError('a log must be a string or a Uint8Array')
    const input = bundle.open(name, writtenMs)
    input.write(log)
    input.end()
  }
  return bundle.finish()
}
