import { type GoValue, goTextAt, quantityOfStruct } from '../klog/index.js'
import type { EventOf } from '../record/index.js'
import { bytesOf, isCountedInBytes } from './amounts.js'
import { membersOf, printedValue } from './printed-value.js'

export type Resources = NonNullable<EventOf<'kubelet-node-config'>['kubeReserved']>
type Quantity = Resources[string]

/** Names of resources, `memory`, `hugepages-2Mi`, `example.com/gpu`: what becomes a key of a record has this shape. */
const NAME = /^[a-z][A-Za-z0-9./-]{0,252}$/

/** A ResourceList by the names of its resources; `undefined` where the line does not have it whole. */
export function resourcesOf(value: GoValue | undefined): Resources | undefined {
  const members = membersOf(value)
  if (members === undefined) return undefined
  const resources: Resources = {}
  for (const [name, member] of members) {
    if (NAME.test(name)) resources[name] = quantityOf(name, member)
  }
  return resources
}

/** The memory of a ResourceList as printed: `{"memory":"1Gi"}`, `map[memory:{i:{value:1073741824 …`. */
export function memoryOf(printed: string): number | undefined {
  return resourcesOf(printedValue(printed))?.memory?.bytes
}

/**
 * JSON has a quantity's text. `%+v` has its parts, and where the amount stands behind a pointer (any fraction: `1.5Gi`) it
 * is not in the log, whatever `value` says.
 */
function quantityOf(resource: string, printed: GoValue): Quantity {
  const text = goTextAt(printed) || goTextAt(printed, 's') || scaledText(printed)
  const bytes = isCountedInBytes(resource) ? bytesOfPrinted(printed) : undefined
  return { ...(text === '' ? {} : { text }), ...(bytes === undefined ? {} : { bytes }) }
}

/** `2e9` for `i:{value:2 scale:9}`, which is how a quantity of bare parts spells an amount that is no number of bytes. */
function scaledText(printed: GoValue): string {
  const [value, scale] = [goTextAt(printed, 'i', 'value'), goTextAt(printed, 'i', 'scale')]
  const isScaled = /^\d{1,19}$/.test(value ?? '') && /^[1-9]\d?$/.test(scale ?? '')
  return isScaled && goTextAt(printed, 'd', 'Dec') === '<nil>' ? `${value}e${scale}` : ''
}

function bytesOfPrinted(printed: GoValue): number | undefined {
  if (printed.kind === 'scalar') return bytesOf(goTextAt(printed))
  const found = quantityOfStruct(printed)
  return found.ok && found.bytes !== undefined && found.bytes >= 0 ? found.bytes : undefined
}
