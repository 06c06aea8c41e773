import { isSameFile, type Output, reasonOf, standardOutput, writeOutput } from '../node/index.js'
import { addRecord, emptyDocument } from '../parse.js'
import type { ReadCommand } from './command.js'
import { records } from './records.js'
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
  const all = records(command, (name, reason) => {
    status.seeUnreadable()
    complain(`${name}: ${reason}`)
  })
  try {
    if (format === 'ndjson') {
      const { renderNdjsonRecord } = await import('../report/index.js')
      for await (const record of all) {
        status.see(record)
        await output.write(renderNdjsonRecord(record))
      }
    } else {
      const document = emptyDocument()
      for await (const record of all) {
        status.see(record)
        addRecord(document, record)
      }
      const report = await import('../report/index.js')
      const colour = wantsColour(command.colour, { ...terminal, isTTY: terminal.isTTY && path === undefined })
      const { top, all: every } = command
      await output.write(
        format === 'json'
          ? report.renderJson(document)
          : report.renderText(document, {
              colour,
              width: widthOf(terminal),
              all: every,
              ...(top === undefined ? {} : { top }),
            }),
      )
    }
    await output.commit()
  } finally {
    output.discard()
  }
  return status.code(strict)
}

/** Opened before anything is read: a wrong name should not cost a long run. */
export async function open(path: string | undefined): Promise<Output> {
  if (path === undefined) return standardOutput()
  try {
    const output = await writeOutput(path)
    openOutput = output
    return output
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`)
  }
}

let openOutput: Output | undefined

/** For a signal: nothing half written stays behind. */
export function discardOutput(): void {
  openOutput?.discard()
}
