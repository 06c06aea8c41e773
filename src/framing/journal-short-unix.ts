import { type Draft, draft, type Framing } from './framing.js'
import { readSender } from './sender.js'

const STAMP = /^(\d{9,11}\.\d{6}) /

export const journalShortUnix: Framing = {
  name: 'journal-short-unix',
  about: 'journalctl -o short-unix',
  shape: STAMP,
  samples: ['1795458231.347961 node-03 kernel: Mem-Info:', '1795458231.347961 node-03 kubelet[662]: text'],
  read: readUnix,
  indents: true,
}

function readUnix(line: string): Draft | undefined {
  const stamp = STAMP.exec(line)
  if (!stamp) return undefined
  const found = draft('journal-short-unix', '')
  const at = readSender(line, stamp[0].length, found)
  if (at < 0) return undefined
  found.printed = stamp[1] ?? ''
  found.epochMs = Number(found.printed.replace('.', '')) / 1000
  found.text = line.slice(at)
  return found
}
