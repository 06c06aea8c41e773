import { Following } from '../following.js'
import { Ids } from '../ids.js'
import { checkOptions, type ParseOptions } from '../options.js'
import type { StreamRecord } from '../record/index.js'
import { Redactor } from '../redact/index.js'
import { followFile } from './follow-file.js'
import { takeGrowth } from './take-growth.js'

/** What `follow` takes beside the path. */
export interface FollowOptions
  extends Pick<ParseOptions, 'name' | 'pageSizeBytes' | 'cannotTell' | 'redact'> {
  /** Ends it: what was read by then is told, the record of the input last. Without one it never ends. */
  readonly signal?: AbortSignal
}

/**
 * A log that others write, from its start and for ever: through rotation, copies that empty it, and times when it is not
 * there. Each event comes as soon as nothing more can come for it (a dump about two seconds after its last line), a dump
 * followed by the findings that rest on it alone. Times are those that the lines themselves justify. Nothing is kept.
 *
 * @throws UnreadableInput for a compressed file
 *
 * @example
 * for await (const record of follow('/var/log/kern.log', { signal: AbortSignal.timeout(60_000) }))
 *   if (record.record === 'event' && record.type === 'oom') console.log(record.victims[0]?.comm)
 */
export async function* follow(
  path: string,
  options: FollowOptions = {},
): AsyncGenerator<StreamRecord, void, undefined> {
  checkOptions(options)
  const { signal = new AbortController().signal, name = path, ...rest } = options
  const redactor = options.redact === true ? new Redactor() : undefined
  let known: StreamRecord[] = []
  const log = new Following(name, rest, {
    ids: new Ids(),
    redactor,
    isWanted: () => true,
    tell: (event, findings) => {
      known.push({ record: 'event', ...event })
      for (const finding of findings) known.push({ record: 'finding', ...finding })
    },
  })
  for await (const growth of followFile(path, signal)) {
    const problem = takeGrowth(log, name, growth)
    const done = known
    known = []
    yield* done
    if (problem !== undefined) yield { record: 'problem', ...(redactor?.problem(problem) ?? problem) }
  }
  const input = log.end()
  yield* known
  yield { record: 'input', ...input }
}
