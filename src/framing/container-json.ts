import { type Draft, draft, type Framing, type Joint } from './framing.js'
import { addInner } from './inner.js'
import { epochOfIso } from './iso-time.js'
import { type JsonObject, parseObject, textOf } from './json.js'
import { containerOf } from './json-container.js'

/** A log line above 16 KiB is several records, and only the last one ends in a line feed. */
export const containerJson: Framing = {
  name: 'container-json',
  about: "docker's json-file: log, stream, time",
  shape: /^\{"log":"/,
  samples: [
    '{"log":"<4>[ 7013.123456] Mem-Info:\\n","stream":"stdout","time":"2026-11-23T18:16:20.5036Z"}',
    '{"log":"the first half,","stream":"stderr","time":"2026-11-23T18:16:20.5Z"}\n{"log":" the second\\n","stream":"stderr","time":"2026-11-23T18:16:20.6Z"}',
  ],
  read: (line, joint) => {
    const object = parseObject(line)
    return object && readContainerObject(object, line, joint)
  },
}

export function readContainerObject(object: JsonObject, _line: string, joint: Joint): Draft | undefined {
  const log = textOf(object.log)
  const time = textOf(object.time)
  if (log === undefined || time === undefined || !('stream' in object)) return undefined
  const whole = log.endsWith('\n')
  const found = draft('container-json', whole ? log.slice(0, log.endsWith('\r\n') ? -2 : -1) : log)
  found.printed = time
  const epochMs = epochOfIso(time)
  if (epochMs !== undefined) found.epochMs = epochMs
  joint.key = `docker ${String(object.stream)}`
  joint.open = !whole
  addInner(found, joint, joint.key, 'any')
  // fluent-bit adds whose words they are; a container that prints the kernel's buffer shows the kernel's coat.
  const container = joint.layers.length === 0 ? containerOf(object) : undefined
  if (container !== undefined) found.sender = container
  return found
}
