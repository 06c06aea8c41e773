import { type Draft, draft, type Framing } from './framing.js'
import { isObject, type JsonObject, numberOf, parseObject, textOf } from './json.js'
import { facilityNumber, severityNumber } from './priority.js'

/** util-linux 2.38 with -F: each message holds the rest of the file behind its own end. */
const REST_OF_FILE = /\n<\d{1,3}>/

export const dmesgJson: Framing = {
  name: 'dmesg-json',
  about: 'dmesg --json, as util-linux prints it over several lines or made compact',
  shape: /^\s*(?:\{"dmesg":\[|"dmesg": \[|\}?,?\{)/,
  samples: [
    '{\n   "dmesg": [\n      {\n         "pri": 4,\n         "time":  7013.123456,\n         "msg": "Mem-Info:"\n      }\n   ]\n}',
    '{"dmesg":[{"pri":4,"time":7013.123456,"msg":"one"},{"pri":4,"time":7013.123457,"caller":"T77","msg":"two"}]}',
    '{"fac":"kern","pri":"warn","time":7013.123456,"msg":"of -x, one object"}',
    '      },{\n         "pri": 4,\n         "time":  7013.123456,\n         "msg": "a paste from the middle"',
  ],
  read: (line) => {
    const object = parseObject(line)
    return object && readDmesgObject(object)
  },
}

/** The records of `{"dmesg":[…]}` on one line; nothing for any other object. */
export function readDmesgList(object: JsonObject): readonly Draft[] | undefined {
  if (!Array.isArray(object.dmesg)) return undefined
  const items: readonly unknown[] = object.dmesg
  return items.filter(isObject).map((item) => readDmesgObject(item) ?? draft('dmesg-json', ''))
}

export function readDmesgObject(object: JsonObject): Draft | undefined {
  const msg = textOf(object.msg)
  if (msg === undefined || !('pri' in object)) return undefined
  const found = draft('dmesg-json', ownText(msg))
  setLevel(found, object)
  const seconds = numberOf(object.time)
  if (seconds !== undefined) {
    found.printed = typeof object.time === 'string' ? object.time : seconds.toFixed(6)
    found.monotonicSec = seconds
  } else if (typeof object.time === 'string') {
    found.printed = object.time
  }
  setCaller(found, object.caller)
  return found
}

function ownText(msg: string): string {
  const rest = msg.search(REST_OF_FILE)
  return rest < 0 ? msg : msg.slice(0, rest)
}

/** With -x the facility and the level are words, otherwise `pri` is both in one number. */
function setLevel(into: Draft, object: JsonObject): void {
  const facility = typeof object.fac === 'string' ? facilityNumber(object.fac) : numberOf(object.fac)
  const pri = numberOf(object.pri)
  const severity = pri === undefined ? severityNumber(textOf(object.pri) ?? '') : pri & 7
  const kernelFacility = facility ?? (pri === undefined ? undefined : pri >> 3)
  if (kernelFacility !== undefined) into.facility = kernelFacility
  if (severity !== undefined) into.severity = severity
}

/** util-linux 2.41 and 2.42 take the pid column of a task row for a caller: the row gets it back. */
function setCaller(into: Draft, caller: unknown): void {
  const name = typeof caller === 'number' ? String(caller) : textOf(caller)?.trim()
  if (name === undefined) return
  if (/^\d+$/.test(name)) into.text = `[${name.padStart(7)}] ${into.text}`
  else into.caller = name
}
