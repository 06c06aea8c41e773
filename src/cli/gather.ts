import { Bundle } from '../bundle.js'
import { Live } from '../live.js'
import {
  listFiles,
  type OpenInput,
  readChunks,
  readFileTime,
  reasonOf,
  UnreadableInput,
} from '../node/index.js'
import type { BundleOptions, StatedFile } from '../options.js'
import type { Document, Input, Problem, StreamRecord } from '../record/index.js'
import type { ReadCommand } from './command.js'
import { UsageError } from './usage-error.js'

type Complain = (path: string, reason: string) => void

/** A file that was opened, or why it was not. */
type Opened =
  | { readonly name: string; readonly input: OpenInput }
  | { readonly name: string; readonly skipped: Input }
  | { readonly name: string; readonly problem: Problem }

/** All inputs on one timeline. What cannot be read is told, and the others go on. */
export async function gather(command: ReadCommand, complain: Complain): Promise<Document> {
  const bundle = new Bundle(await optionsOf(command))
  for await (const opened of inputs(command, complain)) {
    if ('problem' in opened) bundle.note(opened.problem)
    else if ('skipped' in opened) bundle.skip(opened.skipped)
    else await readInto(bundle, opened.name, opened.input, complain)
  }
  return bundle.finish()
}

async function readInto(bundle: Bundle, name: string, input: OpenInput, complain: Complain): Promise<void> {
  const open = bundle.open(name, input.fileWrittenMs)
  try {
    for await (const chunk of input.chunks) open.write(chunk)
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
  const { selectEvents } = await import('../report/index.js')
  const all = await gather(command, complain)
  const document = command.view === 'timeline' ? selectEvents(all, command) : all
  for (const event of document.events) yield { record: 'event', ...event }
  for (const input of document.inputs) yield { record: 'input', ...input }
  for (const finding of document.findings) yield { record: 'finding', ...finding }
  for (const problem of document.problems) yield { record: 'problem', ...problem }
}

async function isOneLog({ paths, configFiles, mtimes, view }: ReadCommand): Promise<boolean> {
  if (paths.length > 1 || configFiles.length > 0 || mtimes.length > 0 || view === 'timeline') return false
  for await (const { found } of listFiles(paths[0] ?? '-')) return !found
  return false
}

async function* live(command: ReadCommand, complain: Complain): AsyncGenerator<StreamRecord> {
  const options = await optionsOf(command)
  for await (const opened of inputs(command, complain)) {
    if ('problem' in opened) yield { record: 'problem', ...opened.problem }
    else if ('skipped' in opened) yield { record: 'input', ...opened.skipped }
    else {
      let known: StreamRecord[] = []
      const log = new Live(opened.name, options, (record) => known.push(record))
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
      log.end(opened.input)
      yield* known
    }
  }
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
    files: await statedFilesOf(command),
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
