import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { addInner } from './inner.js'
import { epochOfIso } from './iso-time.js'

const HEADER =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) (stdout|stderr) ([FP])(?::[^ ]{0,64})?(?: |$)/

export const containerCri: Framing = {
  name: 'container-cri',
  about: 'log files of containerd and CRI-O: time, stream, full or partial',
  shape: HEADER,
  samples: [
    '2026-11-23T18:16:20.123456789Z stderr F I1123 19:16:20.123456     662 server.go:42] text',
    '2026-11-23T19:16:20.123456789+01:00 stdout P the first half,\n2026-11-23T19:16:20.123456790+01:00 stdout F the second',
    '2026-11-23T18:16:20.123456789Z stdout F <4>[ 7013.123456] Mem-Info:',
  ],
  read: readCri,
}

function readCri(line: string, joint: Joint): Draft | undefined {
  const header = HEADER.exec(line)
  if (!header) return undefined
  const [whole, printed = '', stream = '', part] = header
  const found = draft('container-cri', line.slice(whole.length))
  found.printed = printed
  const epochMs = epochOfIso(printed)
  if (epochMs !== undefined) found.epochMs = epochMs
  joint.key = stream === 'stdout' ? 'cri stdout' : 'cri stderr'
  joint.open = part === 'P'
  addInner(found, joint, joint.key, 'any')
  return found
}
