import { Bundle } from '../bundle.js'
import { type OpenInput, UnreadableInput } from '../node/index.js'
import { withOwnStrings } from '../own-strings.js'
import type { Document, Finding, Input, Problem, StreamRecord } from '../record/index.js'
import { noneMatches, restrict, selectEvents, selectedIds } from '../select/index.js'
import { VERSION } from '../version.js'
import { optionsOf } from './bundle-options.js'
import type { ReadCommand } from './command.js'
import { type Complain, inputs, unreadable } from './inputs.js'
import { isOneLog, live } from './one-log.js'

type See = (name: string, chunk: Uint8Array) => void

/**
 * All inputs on one timeline. What cannot be read is told, and the others go on.
 *
 * @param see is shown each chunk as it is read
 */
export async function gather(
  command: ReadCommand,
  complain: Complain,
  see: See = () => {},
): Promise<Document> {
  let ids: ReadonlySet<string> = new Set()
  // What is typed are the names of the logs: it is looked for before they are redacted.
  const bundle = new Bundle(await optionsOf(command), (events) => {
    ids = selectedIds(events, command)
  })
  for await (const opened of inputs(command, complain)) {
    if ('problem' in opened) bundle.note(opened.problem)
    else if ('skipped' in opened) bundle.skip(opened.skipped)
    else await readInto(bundle, opened.name, opened.input, { complain, see })
  }
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

/** As `gather`, but of one log without the long tables of its dumps: they need not be held all at once. */
export async function gatherSlim(command: ReadCommand, complain: Complain): Promise<Document> {
  if (!(await isOneLog(command))) return await gather(command, complain)
  const inputs: Input[] = []
  const findings: Finding[] = []
  const problems: Problem[] = []
  const records = live(command, complain)
  let next = await records.next()
  for (; next.done !== true; next = await records.next()) {
    const { value } = next
    if (value.record === 'input') inputs.push(value)
    if (value.record === 'finding') findings.push(withOwnStrings(value))
    if (value.record === 'problem') problems.push(value)
  }
  const generator = { name: 'oomparse', version: VERSION } as const
  return { schema: 'oomparse/1', generator, inputs, events: [...next.value], findings, problems }
}

async function readInto(
  bundle: Bundle,
  name: string,
  input: OpenInput,
  { complain, see }: { complain: Complain; see: See },
): Promise<void> {
  const open = bundle.open(name, input.fileWrittenMs)
  try {
    for await (const chunk of input.chunks) {
      see(name, chunk)
      open.write(chunk)
    }
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error
    bundle.note(unreadable(name, error.message, complain))
  }
  open.end(input)
}

/**
 * The records as soon as they are known. One log is handed on while it is read; several are read first, because one of them
 * may say when, and whether twice, the events of another happened.
 */
export async function* streamed(
  command: ReadCommand,
  complain: Complain,
): AsyncGenerator<StreamRecord, void, undefined> {
  if (await isOneLog(command)) {
    yield* live(command, complain)
    return
  }
  const all = await gather(command, complain)
  const document = selectEvents(all, { types: command.types })
  for (const event of document.events) yield { record: 'event', ...event }
  for (const input of document.inputs) yield { record: 'input', ...input }
  for (const finding of document.findings) yield { record: 'finding', ...finding }
  for (const problem of document.problems) yield { record: 'problem', ...problem }
}
