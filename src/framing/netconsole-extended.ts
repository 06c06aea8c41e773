import { unescapeKmsg } from './escapes.js'
import type { Draft, Framing, Joint } from './framing.js'
import { kmsgLine } from './kmsg.js'

const HEADER =
  /^(?:[^,;\s]{1,64},)?(\d{1,4}),(\d{1,16}),(\d{1,16})(?:,([^,;\s]{1,16}))?((?:,[^;,\s]{1,64}){0,8});/
const RELEASE = /^\d{1,3}\.[^,;\s]{1,60},\d/
const FRAGMENT = /,ncfrag=(\d{1,8})\/(\d{1,8})/

export const netconsoleExtended: Framing = {
  name: 'netconsole-extended',
  about: 'netconsole in extended mode: kernel records, with the release in front or cut to fragments',
  shape: HEADER,
  samples: [
    '6.4.0,6,444,501151268,-;netconsole: network logging started',
    '6,416,1758426,-,ncfrag=0/33;the first chunk,\n6,416,1758426,-,ncfrag=16/33;the 2nd chunk.',
    '6.9.0-1-amd64,4,445,501151300,-,caller=T77;Mem-Info:\n cpu=3\n taskname=ranker',
  ],
  read: readExtended,
  unescape: unescapeKmsg,
}

function readExtended(line: string, joint: Joint): Draft | undefined {
  const header = HEADER.exec(line)
  if (!header) return undefined
  const fragment = FRAGMENT.exec(header[5] ?? '')
  if (!fragment && !RELEASE.test(line)) return undefined
  const found = kmsgLine('netconsole-extended', line, header, joint)
  if (fragment) {
    joint.key = `ncfrag ${found.sequence}`
    joint.open = Number(fragment[1]) + found.text.length < Number(fragment[2])
  }
  return found
}
