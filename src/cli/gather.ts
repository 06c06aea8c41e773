import { Bundle } from '../bundle.js'
import { Live } from '../live.js'
import {
  importRules,
  listFiles,
  type OpenInput,
  readChunks,
  readFileTime,
  reasonOf,
  UnreadableInput,
} from '../node/index.js'
import type { BundleOptions, Rule, StatedFile } from '../options.js'
import { withOwnStrings } from '../own-strings.js'
import type { Document, Event, Finding, Input, Problem, StreamRecord } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import {
  isAskedFor,
  isOfOoms,
  needsAll,
  noneMatches,
  restrict,
  selectEvents,
  selectedIds,
} from '../select/index.js'
import { userRules } from '../user-rules.js'
import { VERSION } from '../version.js'
import type { ReadCommand } from './command.js'
import { UsageError } from './usage-error.js'

type Complain = (path: string, reason: string) => void
type See = (name: string, chunk: Uint8Array) => void

/** A file that was opened, or why it was not. */
type Opened =
  | { readonly name: string; readonly input: OpenInput }
  | { readonly name: string; readonly skipped: Input }
  | { readonly name: string; readonly problem: Problem }

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

async function isOneLog(command: ReadCommand): Promise<boolean> {
  const { paths, configFiles, mtimes, view } = command
  if (paths.length > 1 || configFiles.length > 0 || mtimes.length > 0 || view === 'timeline') return false
  if (needsAll(command)) return false
  for await (const { found } of listFiles(paths[0] ?? '-')) return !found
  return false
}

/** Gives at its end what `Live` has kept of the events. */
async function* live(
  command: ReadCommand,
  complain: Complain,
): AsyncGenerator<StreamRecord, readonly Event[]> {
  const options = await optionsOf(command)
  let kept: readonly Event[] = []
  for await (const opened of inputs(command, complain)) {
    if ('problem' in opened) yield { record: 'problem', ...opened.problem }
    else if ('skipped' in opened) yield { record: 'input', ...opened.skipped }
    else {
      let known: StreamRecord[] = []
      const isWanted = isOfOoms(command)
        ? (event: Event) => !isDump(event) || isAskedFor(event, command)
        : undefined
      const log = new Live(opened.name, options, (record) => known.push(record), isWanted)
      try {
        for await (const chunk of opened.input.chunks) {
          log.write(chunk)
          const done = known
          known = []
          yield* done
        }
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error
        yield { record: 'problem', ...unreadable(opened.name, error.message, complain) }
      }
      kept = log.end(opened.input)
      yield* known
    }
  }
  return kept
}

async function* inputs({ paths }: ReadCommand, complain: Complain): AsyncGenerator<Opened> {
  for (const path of paths.length === 0 ? ['-'] : paths) {
    for await (const file of listFiles(path)) {
      const name = file.path === '-' ? 'stdin' : file.path
      if (file.unreadable !== undefined) {
        yield { name, problem: unreadable(name, file.unreadable, complain) }
        continue
      }
      try {
        const input = await readChunks(file.path)
        yield file.found && input.binary ? { name, skipped: notRead(name) } : { name, input }
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error
        yield file.found && error.compression !== undefined
          ? { name, skipped: notRead(name, error) }
          : { name, problem: unreadable(name, error.message, complain) }
      }
    }
  }
}

async function optionsOf(command: ReadCommand): Promise<BundleOptions> {
  const { pageSizeBytes, timezone, year, bootTimeMs, cannotTell } = command
  return {
    ...(pageSizeBytes === undefined ? {} : { pageSizeBytes }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(year === undefined ? {} : { year }),
    ...(bootTimeMs === undefined ? {} : { bootTimeMs }),
    cannotTell,
    redact: command.redact,
    files: await statedFilesOf(command),
    rules: await rulesOf(command),
  }
}

async function statedFilesOf({ configFiles, mtimes }: ReadCommand): Promise<StatedFile[]> {
  const live = configFiles.map(async (path): Promise<StatedFile> => {
    try {
      const { mtimeMs, sizeBytes } = await readFileTime(path)
      return { path, modifiedMs: mtimeMs, sizeBytes, live: true }
    } catch (error) {
      throw new UsageError(`--config-file ${path}: ${reasonOf(error)}`)
    }
  })
  return [...(await Promise.all(live)), ...mtimes.map(({ path, epochMs }) => ({ path, modifiedMs: epochMs }))]
}

async function rulesOf({ rules }: ReadCommand): Promise<Rule[]> {
  const all: Rule[] = []
  for (const path of rules) {
    try {
      // Asked first: what Node.js says of a missing module names files that nobody typed.
      await readFileTime(path)
      all.push(...userRules(await importRules(path)))
    } catch (error) {
      // Node.js keeps the line of a slip to itself until it prints it.
      const hint = error instanceof SyntaxError ? ` (where: node --check ${path})` : ''
      throw new UsageError(`--rules ${path}: ${reasonOf(error)}${hint}`)
    }
  }
  return all
}

function unreadable(name: string, reason: string, complain: Complain): Problem {
  complain(name, reason)
  return { code: 'unreadable-input', message: `${name}: ${reason}` }
}

/** In a directory a file that is no log is no trouble; one that may be a log and is not read is said to be so. */
function notRead(name: string, error?: UnreadableInput): Input {
  return {
    name,
    kinds: [],
    framing: 'bare',
    ...(error?.compression === undefined ? {} : { compression: error.compression }),
    lines: 0,
    gaps: [],
    problems: error === undefined ? [] : [{ code: 'not-read', message: reasonOf(error) }],
  }
}
