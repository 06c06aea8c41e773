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

/** Reads host, sender and pid into the draft and gives the index of the text, or -1. */
export function readSender(line: string, at: number, into: Draft): number {
  SENDER.lastIndex = at
  const found = SENDER.exec(line)
  if (!found) return -1
  const pid = found[3] ?? found[5]
  into.host = found[1] ?? ''
  into.sender = found[2] ?? found[4] ?? ''
  if (pid !== undefined) into.pid = Number(pid)
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
