import type { Draft } from './framing.js'

const FACILITIES = numbered('kern user mail daemon auth syslog lpr news uucp cron authpriv ftp', 0)
const LOCALS = numbered('local0 local1 local2 local3 local4 local5 local6 local7', 16)
const SEVERITIES = numbered('emerg alert crit err warn notice info debug', 0)

function numbered(names: string, from: number): ReadonlyMap<string, number> {
  return new Map(names.split(' ').map((name, i) => [name, from + i]))
}

/** `<30>` is facility 3, severity 6. */
export function setPriority(into: Draft, priority: number): void {
  into.facility = priority >> 3
  into.severity = priority & 7
}

/** The number of `kern`, `daemon`, `local0` as dmesg -x writes them. */
export function facilityNumber(name: string): number | undefined {
  return FACILITIES.get(name) ?? LOCALS.get(name)
}

/** The number of `warn`, `err`, `info` as dmesg -x writes them. */
export function severityNumber(name: string): number | undefined {
  return SEVERITIES.get(name)
}
