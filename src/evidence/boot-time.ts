import type { Form } from './form.js'
import { atOf, readStamp } from './stamp.js'

const BTIME = /^btime (\d{9,11})$/
const LOCAL = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

/** `btime` of /proc/stat, alone or with the rest of the file: the second in which the kernel began. */
export const btime: Form = {
  kind: 'boot-time',
  opens: ({ first }) => BTIME.test(first.trim()) || /^cpu +\d{1,20}(?: \d{1,20}){3,9} *$/.test(first),
  read({ lines }, found) {
    const at = lines.findIndex((line) => BTIME.test(line.trim()))
    const printed = BTIME.exec(lines[at]?.trim() ?? '')?.[1]
    if (printed === undefined) return false
    const epochMs = Number(printed) * 1000
    found.fact({ kind: 'boot-time', epochMs, uncertaintyMs: 1000 }, at + 1)
    found.event(
      { type: 'boot', form: 'btime', message: `btime ${printed}` },
      { printed, epochMs, iso: new Date(epochMs).toISOString(), basis: 'boot-time', uncertaintyMs: 1000 },
      at + 1,
    )
    return true
  },
}

/** `uptime -s`: a local time, told from any other by the name of the file. */
export const uptimeSince: Form = {
  kind: 'boot-time',
  opens: ({ only = '', bare }) => LOCAL.test(only) && bare.includes('uptime'),
  read({ only = '', lines }, found) {
    if (!LOCAL.test(only) || readStamp(only) === undefined) return false
    found.fact({ kind: 'local-boot-time', printed: only }, lines.findIndex((line) => line.includes(only)) + 1)
    return true
  },
}

/** ` 0 657b… Mon 2026-11-23 19:23:51 CET—Mon 2026-11-23 19:54:37 CET`; a table with blanks since systemd 252. */
const BOOT =
  /^ *-?\d{1,6} ([0-9a-f]{32}) ([A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [A-Z0-9+:-]{1,8})(?:—| )/
/** The first line of a boot is printed by the journal some time after the kernel began. */
const FIRST_ENTRY_UNCERTAINTY_MS = 60_000

/** `journalctl --list-boots`. The times are of the journal's first lines; only those in UTC are instants. */
export const bootList: Form = {
  kind: 'boot-time',
  opens: ({ first }) => BOOT.test(first) || /^IDX BOOT ID +FIRST ENTRY/.test(first),
  read({ lines }, found) {
    let boots = 0
    for (const [at, line] of lines.entries()) {
      const [, bootId = '', printed = ''] = BOOT.exec(line) ?? []
      if (bootId === '') continue
      boots++
      const stamp = readStamp(printed)
      if (stamp?.epochMs === undefined) continue
      found.event(
        { type: 'boot', form: 'boot-list', bootId, message: line.trim() },
        { ...atOf(stamp, 'journal'), uncertaintyMs: FIRST_ENTRY_UNCERTAINTY_MS },
        at + 1,
      )
    }
    return boots > 0
  },
}
