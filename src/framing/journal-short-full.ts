import { type Draft, draft, type Framing } from './framing.js'
import { epochOfIso } from './iso-time.js'
import { readSender } from './sender.js'

const STAMP =
  /^([^\s\d]{2,6} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?) ([A-Z]{1,6}|[+-]\d\d(?::?\d\d)?)) /

export const journalShortFull: Framing = {
  name: 'journal-short-full',
  about: 'journalctl -o short-full and with-unit: weekday, date and the name of the zone',
  shape: STAMP,
  samples: [
    'Mon 2026-11-23 19:16:20 CET node-03 kernel: Mem-Info:',
    'Mon 2026-11-23 19:16:20 UTC node-03 kubelet.service[662]: text',
    'Mon 2026-11-23 19:16:20 -03 node-03 kernel: Mem-Info:',
  ],
  read: readFull,
  indents: true,
}

/** Of the zones only UTC and offsets say what they are: there are three CSTs. */
function readFull(line: string): Draft | undefined {
  const stamp = STAMP.exec(line)
  if (!stamp) return undefined
  const [whole, printed = '', date = '', zone = ''] = stamp
  const found = draft('journal-short-full', '')
  const at = readSender(line, whole.length, found)
  if (at < 0) return undefined
  found.printed = printed
  const epochMs = epochOfIso(date + offset(zone))
  if (epochMs !== undefined) found.epochMs = epochMs
  found.text = line.slice(at)
  return found
}

function offset(zone: string): string {
  if (zone === 'UTC' || zone === 'GMT') return 'Z'
  return /^[+-]\d\d$/.test(zone) ? `${zone}00` : zone
}
