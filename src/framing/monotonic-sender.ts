import type { Draft } from './framing.js'
import { readSender } from './sender.js'

/** A host's name or address; what stands behind is checked where it is read. */
const HOST = /[A-Za-z0-9._:-]{0,63}[A-Za-z0-9._-] /y
const PID = /[^\s:[\]]{1,64}\[\d{1,10}\]: /y

/**
 * The line with host and sender taken off that stand behind the stamp. The kernel's own text can look like that too
 * (`ACPI BIOS: text`): only `kernel:` and a sender with a pid are believed.
 */
export function readMonotonicSender(line: string, at: number, stamped: Draft): Draft | undefined {
  const blank = line.indexOf(' ', at)
  if (blank < 0 || blank === at || blank - at > 64 || !hasKernelOrPid(line, blank)) return undefined
  HOST.lastIndex = at
  if (!HOST.test(line)) return undefined
  const found: Draft = { ...stamped, framing: 'journal-short-monotonic' }
  const textAt = readSender(line, at, found)
  if (textAt < 0) return undefined
  found.text = line.slice(textAt)
  return found
}

function hasKernelOrPid(line: string, blank: number): boolean {
  if (line.startsWith('kernel:', blank + 1)) return true
  // The cheap look: a closing bracket and a colon must come at all.
  const bracket = line.indexOf(']', blank)
  if (bracket < 0 || line.charCodeAt(bracket + 1) !== 58) return false
  PID.lastIndex = blank + 1
  return PID.test(line)
}
