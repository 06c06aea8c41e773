import type { LogLine } from '../record/line.js'

/** How syslog daemons call the kernel. */
const KERNEL_SENDERS = new Set(['kernel', 'kern', 'klogd', 'vmunix'])

/**
 * Whether a line can be the kernel's own. User space can write into the kernel's log (`/dev/kmsg`), which then carries
 * a facility other than 0, and into syslog under a name of its own. The kernel is no process: `kernel[77]` is one that
 * took its name, and the journal knows which entries have come from one.
 */
export function isKernels(line: LogLine): boolean {
  if (line.byProcess === true) return false
  if (line.facility !== undefined && line.facility !== 0) return false
  if (line.sender !== undefined && (line.pid ?? 0) > 0) return false
  if (line.sender === undefined || line.sender === 'kernel') return true
  return startsLikeKernel(line.sender) && KERNEL_SENDERS.has(line.sender.toLowerCase())
}

/** `k` or `v`, small or capital: nearly every other sender ends here. */
function startsLikeKernel(sender: string): boolean {
  const first = sender.charCodeAt(0) | 0x20
  return first === 107 || first === 118
}

/** Drivers and subsystems begin their lines with a name: `eth0: link down`, `usb 1-1: new device`, `systemd[1]: …`. */
const NAMED_SENDER =
  /^[A-Za-z_][\w./-]*(?:\[[\d.]+\])?(?: ?\([^()\n]{1,40}\))?(?: [\w.:/-]{1,40}){0,3}(?:\[[\d.]+\])?: ?\S/
/** Lines without a name in front, and pieces of lines: a segfault is printed in three. */
const OTHER_LINES =
  /^(?: in \S+\[[0-9a-f,+]+\]| likely on CPU \d|TSC found unstable|Clocksource tsc unstable|Uhhuh\. NMI|Dazed and confused|---\[ )/
/** Amounts of memory: a new line of the dump would have them, and must not pass for somebody else's. */
const AMOUNT = /\d ?[kKMG]i?B\b|\bpages\b/

/** Whether a kernel line inside a dump that no construct knows is plainly another subsystem's. */
export function isOtherSubsystems(text: string): boolean {
  return text.trim() === '' || OTHER_LINES.test(text) || (NAMED_SENDER.test(text) && !AMOUNT.test(text))
}
