import { Live } from '../live.js'
import { listFiles, sizeOfFile, UnreadableInput } from '../node/index.js'
import type { Event, StreamRecord } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import { isAskedFor, isOfOoms, needsAll } from '../select/index.js'
import { optionsOf } from './bundle-options.js'
import type { ReadCommand } from './command.js'
import { type Complain, inputs, unreadable } from './inputs.js'
import type { Progress } from './progress.js'
import { keepHeapSmall } from './small-heap.js'

/** One log can be handed on while it is read; of several, one may say when, and whether twice, the events of another were. */
export async function isOneLog(command: ReadCommand): Promise<boolean> {
  const { paths, configFiles, mtimes, rules, view } = command
  if (paths.length > 1 || configFiles.length > 0 || mtimes.length > 0 || view === 'timeline') return false
  if (needsAll(command)) return false
  // A rule of the caller's may ask for the tables of all dumps, which are not kept of a log that is handed on.
  if (rules.length > 0) return false
  for await (const { found } of listFiles(paths[0] ?? '-')) return !found
  return false
}

/** The records of one log as soon as they are known. Gives at its end what `Live` has kept of the events. */
export async function* live(
  command: ReadCommand,
  complain: Complain,
  progress: Progress,
): AsyncGenerator<StreamRecord, readonly Event[]> {
  await keepHeapSmall()
  const options = await optionsOf(command)
  let kept: readonly Event[] = []
  for await (const opened of inputs(command)) {
    if ('unreadable' in opened)
      yield { record: 'problem', ...unreadable(opened.name, opened.unreadable, complain) }
    else if ('skipped' in opened) yield { record: 'input', ...opened.skipped }
    else {
      let known: StreamRecord[] = []
      let read = 0
      progress.expect(await sizeOfFile(command.paths[0] ?? '-'))
      const isWanted = isOfOoms(command)
        ? (event: Event) => !isDump(event) || isAskedFor(event, command)
        : undefined
      const log = new Live(
        opened.name,
        options,
        (record) => {
          if (record.record === 'event' && record.type === 'oom') progress.addOom()
          known.push(record)
        },
        { isWanted },
      )
      try {
        for await (const chunk of opened.input.chunks) {
          log.write(chunk)
          progress.add(opened.input.read.bytes - read)
          read = opened.input.read.bytes
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
