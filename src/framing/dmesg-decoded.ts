import { addStamps } from './dmesg-stamps.js'
import { unescapeDmesg } from './escapes.js'
import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { facilityNumber, severityNumber } from './priority.js'

const LEVELS = /^([a-z]{3,8}[0-7]?) *:([a-z]{3,6}) *:(?: |$)/

export const dmesgDecoded: Framing = {
  name: 'dmesg-decoded',
  about: 'dmesg -x: facility and level as words, before any of the stamps',
  shape: LEVELS,
  samples: [
    'kern  :warn  : [ 7013.123456] Mem-Info:',
    'kern  :info  : [Mon Nov 23 19:16:20 2026] Mem-Info:',
    'daemon:err   : [ 7013.123456 <    0.000000>] Mem-Info:',
    'local3:debug : 2026-11-23T19:16:20,123456+01:00 Mem-Info:',
    'kern :warn : [ 7013.123456] pasted with single blanks',
    'kern  :notice: Mem-Info:',
  ],
  read: readDecoded,
  indents: true,
  unescape: unescapeDmesg,
}

function readDecoded(line: string, joint: Joint): Draft | undefined {
  const levels = LEVELS.exec(line)
  if (!levels) return undefined
  const facility = facilityNumber(levels[1] ?? '')
  const severity = severityNumber(levels[2] ?? '')
  if (facility === undefined || severity === undefined) return undefined
  const found = draft('dmesg-decoded', '')
  found.facility = facility
  found.severity = severity
  found.text = line.slice(levels[0].length)
  addStamps(line, levels[0].length, found, joint)
  return found
}
