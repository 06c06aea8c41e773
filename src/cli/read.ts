import { sameFileAs } from '../node/index.js'
import type { Document, Source } from '../record/index.js'
import type { ReadCommand } from './command.js'
import { gather, streamed } from './gather.js'
import { files } from './inputs.js'
import { isOneLog, live } from './one-log.js'
import { open } from './output.js'
import { findPage, page } from './page.js'
import { Progress, showsProgress } from './progress.js'
import { Piped, rawLines } from './raw.js'
import { Status } from './status.js'
import { recordFormat } from './streamed.js'
import { summed } from './summed.js'
import { type Terminal, wantsColour, widthOf } from './terminal.js'
import { UsageError } from './usage-error.js'

/** The main job: reads the inputs, writes the result, gives the exit status. */
export async function read(
  command: ReadCommand,
  terminal: Terminal,
  complain: (message: string) => void,
): Promise<number> {
  const { format, output: path, strict } = command
  if (path !== undefined) await keepInputs(command, path)
  if (format === 'html') await findPage()
  const output = await open(path)
  const status = new Status()
  const tell = (name: string, reason: string) => {
    status.seeUnreadable()
    complain(`${name}: ${reason}`)
  }
  const isTTY = terminal.isTTY && path === undefined
  const progress = new Progress(showsProgress(process.stderr, { ...terminal, isTTY }, isStreamed(format)))
  try {
    const whole = (await isOneLog(command)) ? await summed(format) : undefined
    const byRecord = whole === undefined ? await recordFormat(format) : undefined
    if (whole !== undefined) {
      const records = live(command, tell, progress)
      let next = await records.next()
      for (; next.done !== true; next = await records.next()) {
        status.see(next.value)
        await output.write(whole.take(next.value))
      }
      await output.write(whole.end(next.value))
      if (whole.isAsRead)
        complain('so many OOMs: they are written as they were read, without what only the whole log tells')
    } else if (byRecord !== undefined) {
      await output.write(byRecord.head)
      for await (const record of streamed(command, tell, progress)) {
        status.see(record)
        await output.write(byRecord.textOf(record))
      }
    } else {
      const piped = new Piped()
      const see = (name: string, chunk: Uint8Array) => piped.see(name, chunk)
      const document = await gather(command, tell, progress, showsLines(format) ? see : undefined)
      progress.end()
      for (const event of document.events) status.see({ record: 'event', ...event })
      for (const input of document.inputs) status.see({ record: 'input', ...input })
      for (const text of await rendered(command, document, { ...terminal, isTTY }, piped))
        await output.write(text)
    }
    await output.commit()
  } finally {
    progress.end()
    output.discard()
  }
  return status.code(strict)
}

/** @throws UsageError where the result would replace what it is made from, be that named or in a folder */
async function keepInputs(command: ReadCommand, output: string): Promise<void> {
  const isOutput = await sameFileAs(output)
  for (const path of [...command.configFiles, ...command.rules])
    if (await isOutput(path)) throw new UsageError(`cannot write ${output}: it is read as well`)
  for await (const { path } of files(command))
    if (await isOutput(path)) throw new UsageError(`cannot write ${output}: it is an input`)
}

const STREAMED: ReadonlySet<ReadCommand['format']> = new Set(['ndjson', 'oneline', 'csv', 'csv-ooms', 'otlp'])

/** Whether records are written while others are read. */
function isStreamed(format: ReadCommand['format']): boolean {
  return STREAMED.has(format)
}

/** Whether raw lines are shown: what is piped in has to be kept for that. */
function showsLines(format: ReadCommand['format']): boolean {
  return format === 'markdown' || format === 'html'
}

/** The document in the pieces in which it is written. */
async function rendered(
  command: ReadCommand,
  document: Document,
  terminal: Terminal,
  piped: Piped,
): Promise<Iterable<string>> {
  const { loadCsv, loadMarkdown, loadPrometheus, selectEvents, jsonPieces, renderText, renderTimeline } =
    await import('../report/index.js')
  const { view, format, colour, all, details, cannotTell, top } = command
  const common = { all, cannotTell, ...(top === undefined ? {} : { top }) }
  const selected = selectEvents(document, { types: command.types })
  if (format === 'json') return jsonPieces(selected)
  if (format === 'csv-ooms') return (await loadCsv()).csvRows(selected)
  if (format === 'prometheus') return [(await loadPrometheus()).renderPrometheus(selected)]
  if (format === 'markdown') {
    const { renderMarkdown, rawSources } = await loadMarkdown()
    // The lines themselves have every name in them.
    if (command.redact) return [renderMarkdown(selected, common)]
    const raw = await rawLines(document.inputs, rawSources(selected, common), piped)
    const rawOf = (source: Source) => raw.get(source.input)?.linesOf(source)
    return [renderMarkdown(selected, { ...common, rawOf })]
  }
  if (format === 'html') return await page(command, selected, piped)
  const options = { ...common, colour: wantsColour(colour, terminal), width: widthOf(terminal) }
  if (view === 'timeline') {
    return [renderTimeline(document, { ...options, types: command.types })]
  }
  return [renderText(document, { ...options, details })]
}
