import type { Document, Event, Input } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import { counted } from './bytes.js'
import { problem } from './doubts.js'
import { shortMoment } from './moment.js'
import { field, fieldOf, type Sheet, unbroken } from './sheet.js'

const SHOWN = 20
/** More gaps of an input are a line for each reason. */
const GAPS_SHOWN = 5

/** Problems that mean that text of an input was lost; of evidence beside the OOMs nothing else is worth a line. */
const LOSSES = /-(?:damaged|truncated|unsupported)$|^line-too-long$/

/** What was strange about the inputs as such: losses, damage, what could not be opened. */
export function inputDoubts(sheet: Sheet, { inputs, events, problems }: Document, all: boolean): string[] {
  const found = events.some(({ type }) => type === 'oom')
  const lines = inputs.flatMap((input) => {
    const doubts = inputDoubtsOf(found && !all && isBeside(input) ? onlyLosses(input) : input)
    return fieldOf(
      sheet,
      'input',
      doubts.map((doubt) => `${unbroken(input.name)}: ${doubt}`),
    )
  })
  return [
    ...lines,
    ...fieldOf(sheet, 'problem', problems.filter(({ code }) => code !== 'none-matches').map(problem)),
  ]
}

/** No OOM is an answer too: with what was read, so that nobody trusts it blindly. */
export function nothingFound(sheet: Sheet, { inputs, events, problems }: Document, all: boolean): string[] {
  const none = problems.find(({ code }) => code === 'none-matches')
  if (none !== undefined) return [sheet.paint('bold', sentence(none.message)), ...read(sheet, inputs, all)]
  if (inputs.length === 0) return [sheet.paint('bold', 'No OOM found: nothing could be read.')]
  return [
    sheet.paint('bold', 'No OOM found.'),
    ...read(sheet, inputs, all),
    ...besideDumps(sheet, inputs, events),
    ...field(sheet, 'hint', kernelMessagesHint(inputs)),
  ]
}

/** Where kernel messages are that these inputs do not have. */
export function kernelMessagesHint(inputs: readonly Input[]): string {
  return inputs.some(isKernelLog)
    ? 'The kernel keeps little: older messages are in journalctl -k (-b -1 for the boot before), /var/log/kern.log* or /var/log/messages*.'
    : 'No kernel messages in it. They are in dmesg, journalctl -k (-b -1 for the boot before), /var/log/kern.log* or /var/log/messages*.'
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** A whole folder was read: of how much of it the report is made. */
export function whatWasRead(sheet: Sheet, { inputs, events }: Document, all: boolean): string[] {
  return [...(inputs.length > SHOWN ? read(sheet, inputs, all) : []), ...besideDumps(sheet, inputs, events)]
}

/** The report is about dumps. That more is known is worth a line where more than kernel logs was read. */
function besideDumps(sheet: Sheet, inputs: readonly Input[], events: readonly Event[]): string[] {
  const others = events.filter((event) => !isDump(event)).length
  if (others === 0 || inputs.every(({ kinds }) => kinds.every((kind) => kind === 'kernel-log'))) return []
  return field(
    sheet,
    'also',
    `${counted(others, 'other event')}: "oomparse timeline" shows all in their order`,
  )
}

function read(sheet: Sheet, inputs: readonly Input[], all: boolean): string[] {
  if (all || inputs.length <= SHOWN) return fieldOf(sheet, 'read', inputs.map(reading))
  const logs = inputs.filter(isLog).length
  const unknown = inputs.filter(({ kinds }) => kinds.length === 0).length
  const facts = inputs.length - logs - unknown
  const parts = [
    logs === 0 ? '' : counted(logs, 'log'),
    facts === 0 ? '' : counted(facts, 'fact'),
    unknown === 0 ? '' : `${unknown} not recognised`,
  ].filter((part) => part !== '')
  return field(sheet, 'read', `${counted(inputs.length, 'file')}: ${parts.join(', ')} (--all lists them)`)
}

function reading({ name, lines, framing, kinds, covers }: Input): string {
  const kind = kinds.length === 0 ? 'no kernel log' : kinds.join(', ')
  const what = kinds.includes('kernel-log') ? `${framing} framing` : kind
  const [from, to] = covers === undefined ? [] : [shortMoment(covers.from), shortMoment(covers.to)]
  const span =
    from === undefined || from === '' ? '' : from === to ? `, of ${from}` : `, from ${from} to ${to}`
  return `${unbroken(name)}: ${counted(lines, 'line')}, ${what}${span}`
}

function isKernelLog({ kinds }: Input): boolean {
  return kinds.includes('kernel-log')
}

function isLog({ kinds }: Input): boolean {
  return kinds.some((kind) => kind.endsWith('-log') || kind === 'systemd-journal')
}

/** Nobody named it as a kernel log, and the OOMs are in another. */
function isBeside(input: Input): boolean {
  return !isKernelLog(input)
}

function onlyLosses(input: Input): Input {
  return { ...input, problems: input.problems.filter(({ code }) => LOSSES.test(code)) }
}

function gap({ line, reason, lost }: Input['gaps'][number]): string {
  const amount = lost === undefined ? 'messages lost' : `${counted(lost, 'message')} lost`
  return `${amount} before line ${line} [${reason}]`
}

/** A file that is no text has a gap in each of its lines. */
function gapsByReason(gaps: Input['gaps']): string[] {
  const first = new Map(gaps.toReversed().map(({ reason, line }) => [reason, line]))
  return [...first].reverse().map(([reason, line]) => {
    const count = gaps.filter((one) => one.reason === reason).length
    return `messages lost in ${counted(count, 'place')}, the first before line ${line} [${reason}]`
  })
}

/** Gaps and problems of an input, a few of very many. */
export function inputDoubtsOf({ gaps, problems }: Input): string[] {
  return [
    ...(gaps.length > GAPS_SHOWN ? gapsByReason(gaps) : gaps.map(gap)),
    ...problems.slice(0, SHOWN).map(problem),
    ...(problems.length > SHOWN ? [`and ${problems.length - SHOWN} more problems`] : []),
  ]
}
