import { Bundle } from '../bundle.js'
import type { See } from '../node/index.js'
import type { Document, StreamRecord } from '../record/index.js'
import { noneMatches, restrict, selectEvents, selectedIds } from '../select/index.js'
import { optionsOf } from './bundle-options.js'
import type { ReadCommand } from './command.js'
import type { Complain } from './inputs.js'
import { isOneLog, live } from './one-log.js'
import type { Progress } from './progress.js'
import { readFiles } from './read-files.js'

/**
 * All inputs on one timeline. What cannot be read is told, and the others go on.
 *
 * @param see is shown each chunk as it is read
 */
export async function gather(
  command: ReadCommand,
  complain: Complain,
  progress: Progress,
  see: See = () => {},
): Promise<Document> {
  let ids: ReadonlySet<string> = new Set()
  // What is typed are the names of the logs: it is looked for before they are redacted.
  const options = await optionsOf(command)
  const bundle = new Bundle(options, (events) => {
    ids = selectedIds(events, command)
  })
  await readFiles(bundle, command, options, { complain, see, progress })
  return selected(bundle.finish(), ids, command)
}

/** The types of a timeline are left to it: what is read of the other events says which findings there are. */
function selected(
  all: Document,
  ids: ReadonlySet<string>,
  { types: _types, ...command }: ReadCommand,
): Document {
  const document = restrict(all, ids, command)
  const problem = noneMatches(all, document, command.view === 'timeline' ? 'event' : 'OOM')
  return problem === undefined ? document : { ...document, problems: [...document.problems, problem] }
}

/**
 * The records as soon as they are known. One log is handed on while it is read; several are read first, because one of them
 * may say when, and whether twice, the events of another happened.
 */
export async function* streamed(
  command: ReadCommand,
  complain: Complain,
  progress: Progress,
): AsyncGenerator<StreamRecord, void, undefined> {
  if (await isOneLog(command)) {
    yield* live(command, complain, progress)
    return
  }
  const all = await gather(command, complain, progress)
  const document = selectEvents(all, { types: command.types })
  for (const event of document.events) yield { record: 'event', ...event }
  for (const input of document.inputs) yield { record: 'input', ...input }
  for (const finding of document.findings) yield { record: 'finding', ...finding }
  for (const problem of document.problems) yield { record: 'problem', ...problem }
}
