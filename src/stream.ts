import { Ids } from './ids.js'
import { checkOptions, type ParseOptions } from './options.js'
import type { FoundEvent, StreamRecord } from './record/index.js'
import { Redactor } from './redact/index.js'
import { Session } from './session.js'

/**
 * Reads a log piece by piece and yields each record as soon as it is complete: the events in the order in which they end,
 * the input's own record last. The next piece is not asked for before the records of the last one were taken, so a log of
 * any size is read in bounded memory. Times are those that the lines themselves justify, and nothing is diagnosed:
 * both need the whole log, see `parse` and `parseAll`.
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
  const ids = new Ids()
  let known: FoundEvent[] = []
  const redactor = options.redact === true ? new Redactor() : undefined
  const told = (found: FoundEvent): StreamRecord => {
    const event = ids.give(found)
    return { record: 'event', ...(redactor?.event(event) ?? event) }
  }
  const session = new Session(options, (event) => known.push(event))
  for await (const chunk of chunks) {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))
      throw new TypeError('stream() takes strings or Uint8Arrays')
    session.write(chunk)
    const done = known
    known = []
    for (const event of done) yield told(event)
  }
  const input = session.end()
  for (const event of known) yield told(event)
  yield { record: 'input', ...(redactor?.input(input) ?? input) }
}
