import { type Draft, draft, type Framing } from './framing.js'
import { readKernelStamp } from './kernel-stamp.js'
import { setPriority } from './priority.js'

/** The address from which the datagram came, as the receivers print it, then the line of the console. */
const FROM =
  /^\[?((?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F:]{2,39}:[0-9a-fA-F.]{1,15})\]?(?::\d{1,5})?:? (?:<(\d{1,3})>)?(?=\[)/

export const netconsole: Framing = {
  name: 'netconsole',
  about: 'netconsole as a receiver writes it: the address of the sender before the line of the console',
  shape: FROM,
  samples: [
    '192.0.2.7 [ 7013.123456] Mem-Info:',
    '192.0.2.7:6666: [ 7013.123456][   T77] Mem-Info:',
    '[::ffff:192.0.2.7]:6665: <4>[ 7013.123456] Mem-Info:',
  ],
  read: readNetconsole,
}

function readNetconsole(line: string): Draft | undefined {
  const from = FROM.exec(line)
  if (!from) return undefined
  const found = draft('netconsole', '')
  const at = readKernelStamp(line, from[0].length, found)
  if (at < 0) return undefined
  found.host = from[1] ?? ''
  if (from[2] !== undefined) setPriority(found, Number(from[2]))
  found.text = line.slice(at)
  return found
}
