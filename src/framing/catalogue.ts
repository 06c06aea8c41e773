import type { FramingName } from '../record/index.js'
import { consoleFraming } from './console.js'
import { containerCri } from './container-cri.js'
import { containerJson } from './container-json.js'
import { dmesg } from './dmesg.js'
import { dmesgDecoded } from './dmesg-decoded.js'
import { dmesgDelta } from './dmesg-delta.js'
import { dmesgIso } from './dmesg-iso.js'
import { dmesgJson } from './dmesg-json.js'
import { dmesgRaw } from './dmesg-raw.js'
import { dmesgRelative } from './dmesg-relative.js'
import { dmesgWallClock } from './dmesg-wall-clock.js'
import { draft, type Framing } from './framing.js'
import { journalExport } from './journal-export.js'
import { journalJson } from './journal-json.js'
import { journalShort } from './journal-short.js'
import { journalShortFull } from './journal-short-full.js'
import { journalShortIso } from './journal-short-iso.js'
import { journalShortMonotonic } from './journal-short-monotonic.js'
import { journalShortPrecise } from './journal-short-precise.js'
import { journalShortUnix } from './journal-short-unix.js'
import { jsonLines } from './json-lines.js'
import { klog } from './klog.js'
import { klogJson } from './klog-json.js'
import { kmsg } from './kmsg.js'
import { netconsole } from './netconsole.js'
import { netconsoleExtended } from './netconsole-extended.js'
import { syslogRfc3164 } from './syslog-rfc3164.js'
import { syslogRfc3339 } from './syslog-rfc3339.js'
import { syslogRfc5424 } from './syslog-rfc5424.js'

export const bare: Framing = {
  name: 'bare',
  about: 'a line without any coat: dmesg -t, journalctl -o cat, a paste',
  shape: /^/,
  samples: [
    'Mem-Info:',
    ' dump_stack+0x6b/0x83',
    '[  412]  1000   412     3437     1757 ranker',
    ' ',
    '{"a":',
    '> quoted',
  ],
  read: (line) => draft('bare', line),
}

const JSON_FRAMINGS = [journalJson, containerJson, dmesgJson, klogJson, jsonLines]

/** Every framing, bare last. Samples prove that the order among the others does not matter. */
export const FRAMINGS: readonly Framing[] = [
  dmesg,
  dmesgWallClock,
  dmesgDelta,
  dmesgRelative,
  dmesgRaw,
  dmesgDecoded,
  dmesgIso,
  kmsg,
  netconsoleExtended,
  netconsole,
  journalShort,
  journalShortPrecise,
  journalShortIso,
  journalShortFull,
  journalShortUnix,
  journalShortMonotonic,
  syslogRfc3164,
  syslogRfc3339,
  syslogRfc5424,
  containerCri,
  klog,
  ...JSON_FRAMINGS,
  journalExport,
  consoleFraming,
  bare,
]

const BRACKET = [dmesg, dmesgWallClock, dmesgRelative, dmesgDelta, netconsole]
const ANGLE = [syslogRfc5424, syslogRfc3164, dmesgRaw]
const DIGIT = [
  kmsg,
  journalShortIso,
  dmesgIso,
  containerCri,
  journalShortUnix,
  netconsoleExtended,
  syslogRfc5424,
  netconsole,
]
const WORD = [journalShort, journalShortFull, klog, dmesgDecoded, netconsole]
const NONE: readonly Framing[] = []

/**
 * The framings that a line with this first character can wear; of those that share a reader, one. JSON is looked at
 * apart, parsed once for all.
 */
export function candidates(first: number): readonly Framing[] {
  if (first === 91) return BRACKET
  if (first === 60) return ANGLE
  if (first >= 48 && first <= 57) return DIGIT
  if (first > 64) return first === 123 ? NONE : WORD
  return NONE
}

const BY_NAME = new Map(FRAMINGS.map((framing) => [framing.name, framing]))

export function framingNamed(name: FramingName): Framing {
  return BY_NAME.get(name) ?? bare
}
