import { type Draft, draft, type Framing } from './framing.js'
import { readKernelStamp } from './kernel-stamp.js'
import { readSender } from './sender.js'

const HOST_AND_PID = /[^\s:[\]]{1,64} [^\s:[\]]{1,64}\[\d{1,10}\]: /y

export const journalShortMonotonic: Framing = {
  name: 'journal-short-monotonic',
  about: 'journalctl -o short-monotonic: seconds since boot, then host and sender',
  shape: /^\[ *\d+\.\d{6}\] \S+ \S+: /,
  samples: [
    '[ 7013.123456] node-03 kernel: Mem-Info:',
    '[    0.000000] node-03 kernel:  dump_stack+0x6b/0x83',
    '[ 7013.123456] node-03 kubelet[662]: text',
  ],
  read: readMonotonic,
  indents: true,
}

/**
 * Whether host and sender stand behind a stamp. The kernel's own text can look like that too (`ACPI BIOS: text`):
 * only `kernel:` and a sender with a pid are believed.
 */
export function isJournalMonotonic(line: string, at: number): boolean {
  const blank = line.indexOf(' ', at)
  if (blank < 0 || blank === at) return false
  if (line.startsWith('kernel:', blank + 1)) return !line.slice(at, blank).endsWith(':')
  // The cheap look: a closing bracket and a colon must come at all.
  const bracket = line.indexOf(']', blank)
  if (bracket < 0 || line.charCodeAt(bracket + 1) !== 58) return false
  HOST_AND_PID.lastIndex = at
  return HOST_AND_PID.test(line)
}

function readMonotonic(line: string): Draft | undefined {
  if (line.charCodeAt(0) !== 91) return undefined
  const found = draft('journal-short-monotonic', '')
  const at = readKernelStamp(line, 0, found)
  if (at < 0 || !isJournalMonotonic(line, at)) return undefined
  const textAt = readSender(line, at, found)
  if (textAt < 0) return undefined
  found.text = line.slice(textAt)
  return found
}
