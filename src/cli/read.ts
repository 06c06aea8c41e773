import { isSameFile } from '../node/index.js'
import type { Document } from '../record/index.js'
import type { ReadCommand } from './command.js'
import { gather, streamed } from './gather.js'
import { open } from './output.js'
import { Status } from './status.js'
import { type Terminal, wantsColour, widthOf } from './terminal.js'
import { UsageError } from './usage-error.js'

/** The main job: reads the inputs, writes the result, gives the exit status. */
export async function read(
  command: ReadCommand,
  terminal: Terminal,
  complain: (message: string) => void,
): Promise<number> {
  const { format, output: path, strict } = command
  for (const input of path === undefined ? [] : command.paths)
    if (await isSameFile(input, path ?? '')) throw new UsageError(`cannot write ${path}: it is an input`)
  const output = await open(path)
  const status = new Status()
  const tell = (name: string, reason: string) => {
    status.seeUnreadable()
    complain(`${name}: ${reason}`)
  }
  try {
    if (format === 'ndjson') {
      const { renderNdjsonRecord } = await import('../report/index.js')
      for await (const record of streamed(command, tell)) {
        status.see(record)
        await output.write(renderNdjsonRecord(record))
      }
    } else {
      const document = await gather(command, tell)
      for (const event of document.events) status.see({ record: 'event', ...event })
      for (const input of document.inputs) status.see({ record: 'input', ...input })
      const isTTY = terminal.isTTY && path === undefined
      await output.write(await rendered(command, document, { ...terminal, isTTY }))
    }
    await output.commit()
  } finally {
    output.discard()
  }
  return status.code(strict)
}

async function rendered(command: ReadCommand, document: Document, terminal: Terminal): Promise<string> {
  const { selectEvents, renderJson, renderText, renderTimeline } = await import('../report/index.js')
  const { view, format, colour, all, cannotTell, top } = command
  if (format === 'json') return renderJson(view === 'timeline' ? selectEvents(document, command) : document)
  const options = { colour: wantsColour(colour, terminal), width: widthOf(terminal), all, cannotTell }
  if (view === 'timeline') {
    const { since, until, types, hosts } = command
    return renderTimeline(document, { ...options, since, until, types, hosts })
  }
  return renderText(document, { ...options, ...(top === undefined ? {} : { top }) })
}
