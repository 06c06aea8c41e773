import type { FramingName } from './framing-name.js'

/**
 * One message of a log with its framing taken off.
 *
 * A message can span several lines of the input (dmesg prints the line feeds that a kernel record holds), and one
 * line of the input can hold several lines of text (`#012` of syslog, `\n` of JSON). Either way `text` has them as `\n`.
 */
export interface LogLine {
  /** First and last line of the decoded input, counted from 1. */
  readonly firstLine: number
  readonly lastLine: number
  /** The first and last of these that hold the text, where other fields of the record stand in lines of their own. */
  readonly textLines?: readonly [first: number, last: number]
  readonly framing: FramingName
  /** The message: escapes of the transport undone, framing and line end removed, leading blanks kept. */
  readonly text: string
  /** The stamp as printed, brackets and outer blanks removed: `7013.123456`, `Nov 23 19:16:20`. */
  readonly printed?: string
  /** Seconds since boot, where the framing carries them. */
  readonly monotonicSec?: number
  /** Unix time, only where the stamp itself has year and zone (or is a Unix time). */
  readonly epochMs?: number
  readonly host?: string
  /** Who wrote it, as syslog and journald name it: `kernel`, `kubelet`, `systemd`. */
  readonly sender?: string
  readonly pid?: number
  /** The user of the process that wrote it, where the journal knows it (`_UID`, which nobody but journald can set). */
  readonly uid?: number
  /** True where the journal knows that a process wrote it, and not the kernel, whatever name it gave itself. */
  readonly byProcess?: boolean
  /** Syslog facility: 0 is the kernel, 1 is user space writing into the kernel's log. */
  readonly facility?: number
  /** Syslog severity: 0 (emergency) to 7 (debug). */
  readonly severity?: number
  /** Printing task or CPU of kernels with CONFIG_PRINTK_CALLER: `T123`, `C0`. */
  readonly caller?: string
  /** Sequence number of a kernel record. */
  readonly sequence?: number
  /**
   * Records of the kernel known to be lost right before this one, from a gap in the sequence numbers. Fragments that
   * were joined to a record are no gap; records of user space (facility 1) count in the sequence and are no gap either.
   */
  readonly lostBefore?: number
  /** True when the input ends right after this message without a line end: its last value may be cut. */
  readonly unterminated?: boolean
}

/** A record of which only the lines of its text count: those are what a reader is sent to. */
export function onTextLines(line: LogLine): LogLine {
  if (line.textLines === undefined) return line
  const [firstLine, lastLine] = line.textLines
  return { ...line, firstLine, lastLine }
}

/** The line of the input that holds the `index`-th line (from 0) of a message's text. */
export function inputLineOf(line: LogLine, index: number): number {
  return Math.min(line.firstLine + index, line.lastLine)
}
