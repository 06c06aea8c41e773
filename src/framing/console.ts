import { addCaller } from './dmesg-stamps.js'
import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { epochOfIso } from './iso-time.js'
import { readKernelStamp } from './kernel-stamp.js'

/** What a console server or a login prompt may put in front, in characters. */
const LONGEST_PREFIX = 80
const STAMP = /\[ *\d{1,10}\.\d{6}\](?:\[ *[TC]\d+\])?(?: |$)/
const DATE = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)/

/** Lines with a carriage return at the end are consoles too: the framer sees to that. */
export const consoleFraming: Framing = {
  name: 'console',
  about: 'a serial console: something in front of the stamp of the kernel, or CR LF at the end of its lines',
  shape: STAMP,
  samples: [
    '[2026-11-23 19:16:20] [ 7013.123456] Mem-Info:',
    'node-03 login: [ 7013.123456] Mem-Info:',
    '2026-11-23T19:16:20Z | [ 7013.123456] Mem-Info:',
    '[[   32.901837] slab 334856',
    '[ 7013.123456] Mem-Info:\r',
  ],
  read: readConsole,
}

function readConsole(line: string, joint: Joint): Draft | undefined {
  if (!line.includes('[')) return undefined
  const head = line.length > LONGEST_PREFIX + 40 ? line.slice(0, LONGEST_PREFIX + 40) : line
  const at = head.search(STAMP)
  if (at < 1 || at > LONGEST_PREFIX) return undefined
  const found = draft('console', '')
  const textAt = readKernelStamp(line, at, found)
  if (textAt < 0) return undefined
  found.text = line.slice(textAt)
  const date = DATE.exec(head.slice(0, at))
  const epochMs = date ? epochOfIso(date[0]) : undefined
  if (epochMs !== undefined) found.epochMs = epochMs
  joint.run = 'console'
  addCaller(line, textAt, found, joint, 'console')
  return found
}
