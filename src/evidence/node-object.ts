import { bytesOf } from './amount.js'
import { apiAt } from './api-time.js'
import { type Fields, objectAt, objectsAt, present, quantityAt, textAt, textMapAt } from './fields.js'
import type { Findings, Lines } from './findings.js'
import { Quoted } from './quoted.js'
import type { ValueLines } from './value-lines.js'

/**
 * A Node: capacity is what the kubelet read at its start, allocatable what it computes now. The time is that of the last
 * heartbeat: the kubelet writes the whole status with it.
 */
export function readNode(node: Fields, lines: Lines, found: Findings, places: ValueLines): void {
  const status = objectAt(node, 'status')
  const name = textAt(objectAt(node, 'metadata'), 'name')
  if (name === undefined) return
  const info = objectAt(status, 'nodeInfo')
  const capacity = quantityAt(objectAt(status, 'capacity'), 'memory')
  const allocatable = quantityAt(objectAt(status, 'allocatable'), 'memory')
  const placeOf = (list: string) => places.of(objectAt(status, list), 'memory')
  const conditions = objectsAt(status, 'conditions')
  const heartbeat = ['Ready', 'MemoryPressure']
    .map((type) => conditions.find((condition) => condition.type === type))
    .map((condition) => (condition === undefined ? undefined : textAt(condition, 'lastHeartbeatTime')))
    .find((time) => time !== undefined)
  found.event(
    {
      type: 'node-allocatable',
      node: name,
      message: `capacity memory ${capacity ?? 'not given'}, allocatable memory ${allocatable ?? 'not given'}`,
      ...present('capacityBytes', bytesOf(capacity)),
      ...present('allocatableBytes', bytesOf(allocatable)),
      ...present('hugepagesBytes', hugepages(textMapAt(status, 'capacity'))),
      ...present('kubeletVersion', textAt(info, 'kubeletVersion')),
      ...present('kernelVersion', textAt(info, 'kernelVersion')),
      ...present('containerRuntimeVersion', textAt(info, 'containerRuntimeVersion')),
      ...present('bootId', textAt(info, 'bootID')),
      ...new Quoted()
        .add('capacityBytes', bytesOf(capacity), placeOf('capacity'), capacity)
        .add('allocatableBytes', bytesOf(allocatable), placeOf('allocatable'), allocatable).places,
    },
    apiAt(heartbeat),
    lines,
  )
}

/** All huge pages of the node, in use or not: the kubelet takes them off allocatable. */
export function hugepages(capacity: ReadonlyMap<string, string> | undefined): number | undefined {
  let sum: number | undefined
  for (const [resource, text] of capacity ?? []) {
    if (!resource.startsWith('hugepages-')) continue
    const bytes = bytesOf(text)
    if (bytes === undefined) return undefined
    sum = (sum ?? 0) + bytes
  }
  return sum
}
