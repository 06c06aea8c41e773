import type { Document, Input } from '../record/index.js'
import { counted } from './bytes.js'
import { problem } from './doubts.js'
import { shortMoment } from './moment.js'
import { field, type Sheet, unbroken } from './sheet.js'

const SHOWN = 20

/** What was strange about the inputs as such: losses, damage, what could not be opened. */
export function inputDoubts(sheet: Sheet, { inputs, problems }: Document): string[] {
  const lines = inputs.flatMap((input) =>
    field(sheet, 'input', ...doubtsOf(input).map((doubt) => `${unbroken(input.name)}: ${doubt}`)),
  )
  return [...lines, ...field(sheet, 'problem', ...problems.map(problem))]
}

/** No OOM is an answer too: with what was read, so that nobody trusts it blindly. */
export function nothingFound(sheet: Sheet, { inputs }: Document): string[] {
  if (inputs.length === 0) return [sheet.paint('bold', 'No OOM found: nothing could be read.')]
  const others = inputs.length - SHOWN
  const isKernelLog = inputs.some(({ kinds }) => kinds.includes('kernel-log'))
  return [
    sheet.paint('bold', 'No OOM found.'),
    ...field(
      sheet,
      'read',
      ...inputs.slice(0, SHOWN).map(reading),
      others > 0 ? `and ${others} more inputs` : '',
    ),
    ...field(
      sheet,
      'hint',
      isKernelLog
        ? 'The kernel keeps little: older messages are in journalctl -k (-b -1 for the boot before), /var/log/kern.log* or /var/log/messages*.'
        : 'No kernel messages in it. They are in dmesg, journalctl -k (-b -1 for the boot before), /var/log/kern.log* or /var/log/messages*.',
    ),
  ]
}

function reading({ name, lines, framing, kinds, covers }: Input): string {
  const what = kinds.includes('kernel-log') ? `${framing} framing` : 'no kernel log'
  const [from, to] = covers === undefined ? [] : [shortMoment(covers.from), shortMoment(covers.to)]
  const span =
    from === undefined || from === '' ? '' : from === to ? `, of ${from}` : `, from ${from} to ${to}`
  return `${unbroken(name)}: ${counted(lines, 'line')}, ${what}${span}`
}

function doubtsOf({ gaps, problems }: Input): string[] {
  return [
    ...gaps.slice(0, SHOWN).map(({ line, reason, lost }) => {
      const amount = lost === undefined ? 'messages lost' : `${counted(lost, 'message')} lost`
      return `${amount} before line ${line} [${reason}]`
    }),
    ...(gaps.length > SHOWN ? [`and ${gaps.length - SHOWN} more gaps`] : []),
    ...problems.slice(0, SHOWN).map(problem),
    ...(problems.length > SHOWN ? [`and ${problems.length - SHOWN} more problems`] : []),
  ]
}
