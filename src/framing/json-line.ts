import { readContainerObject } from './container-json.js'
import { readDmesgList, readDmesgObject } from './dmesg-json.js'
import type { Draft, Joint } from './framing.js'
import { readJournalObject } from './journal-json.js'
import { parseObject } from './json.js'
import { readCollectedObject } from './json-lines.js'
import { readKlogObject } from './klog-json.js'

const SSE = 'data: {'

/** The messages of a line that is one JSON object, parsed once for all framings; none if it is not ours. */
export function readJsonLine(line: string, joint: Joint): readonly Draft[] {
  const first = line.charCodeAt(0)
  if (first !== 123 && first !== 0x1e && !line.startsWith(SSE)) return []
  const object = parseObject(line.startsWith(SSE) ? line.slice(6) : line)
  if (!object) return []
  const list = readDmesgList(object)
  if (list) return list
  const found =
    readJournalObject(object) ??
    readContainerObject(object, line, joint) ??
    readDmesgObject(object) ??
    readKlogObject(object, line) ??
    readCollectedObject(object, joint)
  return found ? [found] : []
}
