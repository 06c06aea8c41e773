import { checkOptions, type ParseOptions } from './options.js'
import type { StreamRecord } from './record/stream-record.js'
import { Counter, Session } from './session.js'

/**
 * Reads a log piece by piece and yields each record as soon as it is complete: the events in the order of the log, the
 * input's own record last. The next piece is not asked for before the records of the last one were taken.
 *
 * @param chunks text or bytes in any division: a file stream, a socket, an array
 *
 * @example
 * for await (const record of stream(createReadStream('kern.log'))) if (record.record === 'event') console.log(record.id)
 */
export async function* stream(
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options: ParseOptions = {},
): AsyncGenerator<StreamRecord, void, undefined> {
  checkOptions(options)
  yield* streamWith(chunks, options, new Counter())
}

/** `stream` for several inputs of one document: they share the counter that numbers the events. */
export async function* streamWith(
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options: ParseOptions,
  counter: Counter,
): AsyncGenerator<StreamRecord, void, undefined> {
  let known: StreamRecord[] = []
  const session = new Session(options, counter, (record) => known.push(record))
  for await (const chunk of chunks) {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))
      throw new TypeError('stream() takes strings or Uint8Arrays')
    session.write(chunk)
    const done = known
    known = []
    yield* done
  }
  session.end()
  yield* known
}
