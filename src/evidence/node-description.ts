import { bytesOf } from './amount.js'
import { present } from './fields.js'
import { type Findings, UNKNOWN } from './findings.js'
import type { Form } from './form.js'
import { holdsOwnLogLines } from './log-lines.js'
import { hugepages } from './node-object.js'
import { Quoted } from './quoted.js'
import { atOf, readStamp } from './stamp.js'

const HEADING = /^([A-Z][A-Za-z -]{1,40}):(.*)$/
const FIELD = /^ {1,2}([A-Za-z][A-Za-z0-9 ./-]{0,62}):\s+(\S.*)$/
const CONDITION =
  /^ {1,2}(Ready|MemoryPressure) +(?:True|False|Unknown) +([A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} [+-]\d{4}) /

interface Description {
  readonly node: string
  readonly firstLine: number
  lastLine: number
  /** `Capacity/memory`. */
  readonly fields: Map<string, string>
  /** By the same names: where each field stands. */
  readonly lines: Map<string, number>
  readonly heartbeats: Map<string, string>
}

/**
 * `kubectl describe node`, one or more. The ages of its events count from the moment of the command, which it does not
 * print: they are left out.
 */
export const nodeDescription: Form = {
  kind: 'node-description',
  quotesLogs: true,
  opens: ({ filled }) =>
    /^Name: +\S+$/.test(filled[0] ?? '') &&
    (filled.length === 1 || /^(?:Roles|Role|Labels): /.test(filled[1] ?? '')),
  read({ lines, text }, found) {
    if (holdsOwnLogLines(text)) return false
    let description: Description | undefined
    let section = ''
    let nodes = 0
    for (const [at, line] of lines.entries()) {
      const [, heading = '', value = ''] = HEADING.exec(line) ?? []
      if (heading === 'Name') {
        if (tell(description, found)) nodes++
        description = {
          node: value.trim(),
          firstLine: at + 1,
          lastLine: at + 1,
          fields: new Map(),
          lines: new Map(),
          heartbeats: new Map(),
        }
      }
      if (description === undefined) continue
      if (heading !== '') section = heading
      if (line.trim() !== '') description.lastLine = at + 1
      const [, field = '', text = ''] = FIELD.exec(line) ?? []
      if (field !== '') {
        description.fields.set(`${section}/${field}`, text.trim())
        description.lines.set(`${section}/${field}`, at + 1)
      }
      const [, condition = '', heartbeat = ''] = section === 'Conditions' ? (CONDITION.exec(line) ?? []) : []
      if (condition !== '') description.heartbeats.set(condition, heartbeat)
    }
    if (tell(description, found)) nodes++
    return nodes > 0
  },
}

/** False when it is a description of something else: a pod has a name and labels too. */
function tell(description: Description | undefined, found: Findings): boolean {
  if (description === undefined) return false
  const { node, fields, lines, heartbeats, firstLine, lastLine } = description
  const capacity = fields.get('Capacity/memory')
  const allocatable = fields.get('Allocatable/memory')
  if (node === '' || (capacity === undefined && allocatable === undefined)) return false
  const heartbeat = heartbeats.get('Ready') ?? heartbeats.get('MemoryPressure')
  const stamp = heartbeat === undefined ? undefined : readStamp(heartbeat)
  const placeOf = (field: string) => {
    const line = lines.get(field)
    return line === undefined ? undefined : { line }
  }
  const pages = [...fields].filter(([name]) => name.startsWith('Capacity/hugepages-'))
  found.event(
    {
      type: 'node-allocatable',
      node,
      message: `capacity memory ${capacity ?? 'not given'}, allocatable memory ${allocatable ?? 'not given'}`,
      ...present('capacityBytes', bytesOf(capacity)),
      ...present('allocatableBytes', bytesOf(allocatable)),
      ...present('hugepagesBytes', hugepages(new Map(pages.map(([name, text]) => [name.slice(9), text])))),
      ...present('kubeletVersion', fields.get('System Info/Kubelet Version')),
      ...present('kernelVersion', fields.get('System Info/Kernel Version')),
      ...present('containerRuntimeVersion', fields.get('System Info/Container Runtime Version')),
      ...present('bootId', fields.get('System Info/Boot ID')),
      ...new Quoted()
        .add('capacityBytes', bytesOf(capacity), placeOf('Capacity/memory'), capacity)
        .add('allocatableBytes', bytesOf(allocatable), placeOf('Allocatable/memory'), allocatable).places,
    },
    stamp === undefined ? UNKNOWN : atOf(stamp, 'api'),
    [firstLine, lastLine],
  )
  return true
}
