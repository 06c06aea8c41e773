import { addStamps } from './dmesg-stamps.js'
import { unescapeDmesg } from './escapes.js'
import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { readKernelStamp } from './kernel-stamp.js'
import { addLayer } from './layers.js'
import { readMonotonicSender } from './monotonic-sender.js'

/** Seconds since boot in front: dmesg without options, dmesg -S, busybox, vmcore-dmesg. */
export const dmesg: Framing = {
  name: 'dmesg',
  about: 'dmesg without options: seconds since boot',
  shape: /^\[ *\d+\.\d{6}\](?: ?\[ *[TC]\d+\])?(?: |$)/,
  samples: [
    '[    0.000000] Linux version 6.1.0 (build@host) #1 SMP',
    '[ 7013.123456] ranker invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    '[123456.789012]  dump_stack+0x6b/0x83',
    '[  568.893062][   T77] Mem-Info:',
    '[  568.893062] [   C0] Mem-Info:',
    '[  568.893062] [   123]  1000   123     3437     1757    53248        0           100 padded by -F',
    '[   21.712468] ',
    '[   21.712468]',
  ],
  read: readSecondsSinceBoot,
  indents: true,
  unescape: unescapeDmesg,
}

/**
 * dmesg, or journalctl -o short-monotonic, which is the same with a host and a sender: the lines around decide, because
 * a process may have the name `a kernel: `.
 */
export function readSecondsSinceBoot(line: string, joint: Joint): Draft | undefined {
  if (line.charCodeAt(0) !== 91) return undefined
  const found = draft('dmesg', '')
  const at = readKernelStamp(line, 0, found)
  if (at < 0) return undefined
  found.text = line.slice(at)
  const journal = readMonotonicSender(line, at, found)
  if (journal === undefined) {
    addStamps(line, at, found, joint, 'kernel')
    return found
  }
  addLayer(joint, 'dmesg', `host ${journal.host}`, journal)
  // A message of the journal wears no more.
  joint.run = ''
  return found
}
