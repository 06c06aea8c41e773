import { type Draft, draft, type Framing } from './framing.js'
import { type JsonObject, parseObject } from './json.js'
import { plausibleMs } from './plausible.js'

export const klogJson: Framing = {
  name: 'klog-json',
  about: 'klog with --logging-format=json: the object stays the text for the room that reads klog',
  shape: /^\{"ts":\d/,
  samples: [
    '{"ts":1795457166825.7766,"caller":"cm/node.go:60","msg":"Failed to create cgroup","cgroupName":["kubepods"],"err":"x"}',
    '{"ts":1795457166823.5059,"msg":"Version: v1.20.2\\n","v":0}',
  ],
  read: (line) => {
    const object = parseObject(line)
    return object && readKlogObject(object, line)
  },
}

export function readKlogObject(object: JsonObject, line: string): Draft | undefined {
  const { ts, msg } = object
  if (typeof ts !== 'number' || typeof msg !== 'string') return undefined
  if (!('v' in object || 'caller' in object || 'err' in object)) return undefined
  // zap's default is seconds; klog's encoder writes milliseconds.
  if (ts < 1e11) return undefined
  const found = draft('klog-json', line)
  found.printed = /"ts": ?([\d.eE+]+)/.exec(line)?.[1] ?? String(ts)
  const epochMs = plausibleMs(ts)
  if (epochMs !== undefined) found.epochMs = epochMs
  return found
}
