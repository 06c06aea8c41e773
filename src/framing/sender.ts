import type { Draft } from './framing.js'

/**
 * Who wrote the message, as syslog and journald print it behind the stamp.
 *
 *     node-03 kubelet[662]: text
 *     ^-- host ^-- sender
 *
 * A sender with blanks or colons (`my app[12]:`) is believed only when a pid follows.
 */
const SENDER =
  /([^\s[\]<{"]\S{0,254}) (?:([^\s:[\]]{1,64})(?:\[(\d{1,10})\])?|([^[\]]{1,64})\[(\d{1,10})\]):(?: |$)/y

/** `host ` and then anything: `last message repeated 2 times` has no sender. */
const HOST = /([^\s[\]<{":]\S{0,254})(?: |$)/y

/** The sender of the line before, as printed: most lines of a log have one of few. */
let latest: { printed: string; host: string; sender: string; pid: number | undefined } | undefined

/** Reads host, sender and pid into the draft and gives the index of the text, or -1. */
export function readSender(line: string, at: number, into: Draft): number {
  // Nothing behind a printed sender decides how it is read, where a blank ends it.
  if (latest !== undefined && line.startsWith(latest.printed, at)) {
    into.host = latest.host
    into.sender = latest.sender
    if (latest.pid !== undefined) into.pid = latest.pid
    return at + latest.printed.length
  }
  SENDER.lastIndex = at
  const found = SENDER.exec(line)
  if (!found) return -1
  const [printed, host = '', plain, plainPid, spaced = '', spacedPid] = found
  const digits = plainPid ?? spacedPid
  const pid = digits === undefined ? undefined : Number(digits)
  into.host = host
  into.sender = plain ?? spaced
  if (pid !== undefined) into.pid = pid
  if (printed.endsWith(' ')) latest = { printed, host, sender: into.sender, pid }
  return SENDER.lastIndex
}

/** Reads only a host. */
export function readHost(line: string, at: number, into: Draft): number {
  HOST.lastIndex = at
  const found = HOST.exec(line)
  if (!found) return -1
  into.host = found[1] ?? ''
  return HOST.lastIndex
}

export function hasSender(line: string, at: number): boolean {
  SENDER.lastIndex = at
  return SENDER.test(line)
}
