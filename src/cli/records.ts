import { listFiles, type OpenInput, readChunks, reasonOf, UnreadableInput } from '../node/index.js'
import type { Input, StreamRecord } from '../record/index.js'
import { Counter } from '../session.js'
import { streamWith } from '../stream.js'
import type { ReadCommand } from './command.js'

type Complain = (path: string, reason: string) => void

/** All records of all inputs, one after the other. What cannot be read is told, and the others go on. */
export async function* records(
  { paths, pageSizeBytes }: ReadCommand,
  complain: Complain,
): AsyncGenerator<StreamRecord, void, undefined> {
  const counter = new Counter()
  const options = pageSizeBytes === undefined ? {} : { pageSizeBytes }
  for (const path of paths.length === 0 ? ['-'] : paths) {
    for await (const file of listFiles(path)) {
      const name = file.path === '-' ? 'stdin' : file.path
      if (file.unreadable !== undefined) {
        yield unreadable(name, file.unreadable, complain)
        continue
      }
      try {
        const input = await readChunks(file.path)
        if (file.found && input.binary) yield { record: 'input', ...notRead(name) }
        else yield* read(input, { ...options, name }, counter)
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error
        if (file.found && error.compression !== undefined) yield { record: 'input', ...notRead(name, error) }
        else yield unreadable(name, error.message, complain)
      }
    }
  }
}

async function* read(
  input: OpenInput,
  options: { name: string; pageSizeBytes?: number },
  counter: Counter,
): AsyncGenerator<StreamRecord, void, undefined> {
  const { compression, problems, chunks } = input
  for await (const record of streamWith(chunks, options, counter)) {
    if (record.record !== 'input') yield record
    else
      yield {
        ...record,
        ...(compression === undefined ? {} : { compression }),
        problems: [...record.problems, ...problems],
      }
  }
}

function unreadable(name: string, reason: string, complain: Complain): StreamRecord {
  complain(name, reason)
  return { record: 'problem', code: 'unreadable-input', message: `${name}: ${reason}` }
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
