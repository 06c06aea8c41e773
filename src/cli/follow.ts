import { Following } from '../following.js'
import { Ids } from '../ids.js'
import {
  followFile,
  followStream,
  type Growth,
  standardInput,
  standardOutput,
  takeGrowth,
  UnreadableInput,
} from '../node/index.js'
import type { Event, Finding, Input, Problem, StreamRecord } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import { Redactor } from '../redact/index.js'
import { isAskedFor, isOfOoms } from '../select/index.js'
import { optionsOf } from './bundle-options.js'
import type { ReadCommand } from './command.js'
import { checkFollowable } from './followable.js'
import { FollowedText } from './followed-text.js'
import { onSignal } from './gentle-stop.js'
import { Status } from './status.js'
import { recordFormat } from './streamed.js'
import { type Terminal, wantsColour, widthOf } from './terminal.js'

/**
 * Reads logs while they grow and writes each OOM as soon as nothing more comes for it, until a signal or the end of standard
 * input. All inputs are read at the same time.
 */
export async function follow(
  command: ReadCommand,
  terminal: Terminal,
  complain: (message: string) => void,
): Promise<number> {
  await checkFollowable(command)
  const options = await optionsOf(command)
  const stop = new AbortController()
  onSignal(() => stop.abort())
  const status = new Status()
  const output = standardOutput()
  const redactor = command.redact ? new Redactor() : undefined
  const followed: Followed[] = []
  const write = await writer(command, terminal, () => followed.map(soFar))
  let pending = write.head
  const tell = (record: StreamRecord, findings: readonly Finding[] = []) => {
    status.see(record)
    pending += write.textOf(record, findings)
  }
  const inCommon = {
    ids: new Ids(),
    redactor,
    isWanted: (event: Event) => !isOfOoms(command) || !isDump(event) || isAskedFor(event, command),
    tell: (event: Event, findings: readonly Finding[]) => tell({ record: 'event', ...event }, findings),
  }
  const flush = async () => {
    const text = pending
    pending = ''
    if (text !== '') await output.write(text)
  }
  const note = (problem: Problem) => {
    complain(problem.message)
    tell({ record: 'problem', ...(redactor?.problem(problem) ?? problem) })
  }
  const paths = command.paths.length === 0 ? ['-'] : command.paths
  for (const path of paths) {
    const name = path === '-' ? 'stdin' : path
    followed.push({ path, name, log: new Following(name, options, inCommon) })
  }
  await flush()
  await Promise.all(
    followed.map(async ({ path, name, log }) => {
      let trouble: string | undefined
      try {
        for await (const growth of growthOf(path, stop.signal)) {
          if (growth.kind === 'missing') trouble = growth.reason
          if (growth.kind === 'found') trouble = undefined
          const problem = takeGrowth(log, name, growth)
          if (problem !== undefined) note(problem)
          await flush()
        }
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error
        trouble = error.message
        note({ code: 'unreadable-input', message: `${name}: ${trouble}` })
      }
      if (trouble !== undefined) status.seeUnreadable()
      tell({ record: 'input', ...log.end() })
      await flush()
    }),
  )
  return status.code(command.strict)
}

interface Followed {
  readonly path: string
  readonly name: string
  readonly log: Following
}

function growthOf(path: string, signal: AbortSignal): AsyncGenerator<Growth> {
  return path === '-' ? followStream(standardInput(), signal) : followFile(path, signal)
}

interface Writer {
  readonly head: string
  textOf(record: StreamRecord, findings: readonly Finding[]): string
}

async function writer(command: ReadCommand, terminal: Terminal, inputs: () => Input[]): Promise<Writer> {
  const byRecord = await recordFormat(command.format)
  if (byRecord !== undefined) {
    const { head, textOf } = byRecord
    const all = (records: readonly StreamRecord[]) => records.map((one) => textOf(one)).join('')
    return {
      head,
      textOf: (record, findings) =>
        all([record, ...findings.map((finding): StreamRecord => ({ record: 'finding', ...finding }))]),
    }
  }
  const { colour, details, cannotTell, top } = command
  const options = { details, cannotTell, ...(top === undefined ? {} : { top }) }
  const text = new FollowedText(
    { ...options, colour: wantsColour(colour, terminal), width: widthOf(terminal) },
    inputs,
  )
  return {
    head: '',
    textOf: (record, findings) => (record.record === 'event' ? text.textOf(record, findings) : ''),
  }
}

/** The record of an input whose end nobody has seen: the report asks for its name and its kinds. */
function soFar({ name, log }: Followed): Input {
  return { name, ...log.soFar, framing: 'bare', gaps: [], problems: [] }
}
