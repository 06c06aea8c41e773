import { type GoValue, goTextAt, goValueAt, valueIn } from '../klog/index.js'
import type { EventOf, Threshold } from '../record/index.js'
import { bytesOf } from './amounts.js'
import { membersOf, printedValue } from './printed-value.js'
import { resourcesOf } from './resources.js'
import { type Form, type KnownNode, present, type Statement } from './statement.js'

type NodeConfig = EventOf<'kubelet-node-config'>

const COMPUTED = 'Creating Container Manager object based on Node Config'
const ENFORCING = 'Attempting to enforce Node Allocatable'

/** Unstructured until 1.20, `%+v` behind a key until 1.27, JSON later. Fields are found by name: each version has others. */
export const NODE_CONFIG: readonly Form[] = [
  {
    opens: COMPUTED,
    read(entry, text, node) {
      const printed = valueIn(entry, 'nodeConfig') ?? text.slice(`${COMPUTED}: `.length)
      return config('computed', printed, node)
    },
  },
  {
    opens: ENFORCING,
    read(entry, text, node) {
      const printed = valueIn(entry, 'config') ?? text.slice(`${ENFORCING} with config: `.length)
      return config('enforcing', printed, node)
    },
  },
]

function config(phase: NodeConfig['phase'], printed: string, node: KnownNode): Statement[] {
  const value = printed.startsWith('{') ? printedValue(printed) : undefined
  if (value === undefined) {
    const message = 'the configuration of the node is cut or damaged: nothing of it is read'
    return [{ type: 'kubelet-node-config', phase, problems: [{ code: 'unreadable-value', message }] }]
  }
  // JSON has the fields of the embedded struct beside the others.
  const allocatable = goValueAt(value, 'NodeAllocatableConfig') ?? value
  const about = present({
    nodeName: goTextAt(value, 'NodeName'),
    cgroupRoot: goTextAt(value, 'CgroupRoot'),
    cgroupDriver: goTextAt(value, 'CgroupDriver'),
    cgroupVersion: numberOf(goTextAt(value, 'CgroupVersion')),
    cgroupsPerQos: booleanOf(goTextAt(value, 'CgroupsPerQOS')),
    ...allocatableFields(allocatable),
  })
  if (about.cgroupRoot !== undefined) node.cgroupRoot = about.cgroupRoot
  if (about.cgroupDriver !== undefined) node.cgroupDriver = about.cgroupDriver
  return [{ type: 'kubelet-node-config', phase, ...about }]
}

function allocatableFields(value: GoValue) {
  const enforced = membersOf(goValueAt(value, 'EnforceNodeAllocatable'))
  const kubeReserved = resourcesOf(goValueAt(value, 'KubeReserved'))
  const systemReserved = resourcesOf(goValueAt(value, 'SystemReserved'))
  return {
    kubeReservedCgroup: goTextAt(value, 'KubeReservedCgroupName'),
    systemReservedCgroup: goTextAt(value, 'SystemReservedCgroupName'),
    enforceNodeAllocatable: enforced === undefined ? undefined : [...enforced.keys()],
    kubeReserved,
    systemReserved,
    kubeReservedMemoryBytes: kubeReserved?.memory?.bytes,
    systemReservedMemoryBytes: systemReserved?.memory?.bytes,
    evictionHard: thresholdsOf(goValueAt(value, 'HardEvictionThresholds')),
  }
}

function thresholdsOf(value: GoValue | undefined): Threshold[] | undefined {
  if (value?.kind === 'list') return value.items.map(thresholdOf).filter((one) => one !== undefined)
  return goTextAt(value) === '<nil>' ? [] : undefined
}

/** A share is printed as a fraction and stands instead of the quantity: 0 beside a quantity means none. */
function thresholdOf(value: GoValue): Threshold | undefined {
  const signal = goTextAt(value, 'Signal')
  if (signal === undefined) return undefined
  const threshold: Threshold = { signal }
  const quantity = goTextAt(value, 'Value', 'Quantity')
  if (quantity !== undefined && quantity !== '<nil>') {
    const bytes = signal.endsWith('emory.available') ? bytesOf(quantity) : undefined
    if (bytes === undefined) threshold.quantity = quantity
    else Object.assign(threshold, { bytes, text: quantity })
    return threshold
  }
  const fraction = Number(goTextAt(value, 'Value', 'Percentage'))
  if (fraction > 0 && fraction <= 1) threshold.fraction = fraction
  return threshold
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : undefined
}

function booleanOf(text: string | undefined): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined
}
