import { type Anchor, anchor, lineAnchor } from '../grammar/index.js'
import { isKnownMessageIn, messageAt } from './anchors.js'

const DIGIT = '0123456789'
/** `I1123 19:24:4`, in any wrapper. */
const HEADER = ['IWEF', DIGIT, DIGIT, DIGIT, DIGIT, ' ', DIGIT, DIGIT, ':', DIGIT, DIGIT, ':', DIGIT]
/** The message of `--logging-format=json`, escaped or not. */
const JSON_MESSAGE = ['m', 's', 'g', '"\\']

const BACKSLASH = 92
const BLANK = 32
const QUOTE = 34
const COLON = 58

/** What a line has in which a message begins that somebody reads, and the preamble of klog's files. */
export const KUBELET_ANCHORS: readonly Anchor[] = [
  lineAnchor(HEADER, (bytes, at, end) => {
    const message = messageAt(bytes, at, end)
    return message >= 0 && isKnownMessageIn(bytes, message)
  }),
  lineAnchor(JSON_MESSAGE, (bytes, at, end) => isKnownMessageIn(bytes, valueAt(bytes, at + 3, end))),
  anchor('Log file created at: '),
]

/** Where the value of a JSON member begins, behind the end of its name. */
function valueAt(bytes: Uint8Array, at: number, to: number): number {
  let value = at
  while (value < to && isBetween(bytes[value])) value++
  return value
}

function isBetween(byte: number | undefined): boolean {
  return byte === BACKSLASH || byte === QUOTE || byte === COLON || byte === BLANK
}
