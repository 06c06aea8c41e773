import type { Threshold } from '../record/kubelet.js'
import type { KubeletConfig } from '../record/node-facts.js'
import { bytesOf } from './amount.js'

/** The settings that node limits are made of, as a file or a command line spells them. */
export interface Spelled {
  readonly cgroupDriver?: string | undefined
  readonly enforceNodeAllocatable?: readonly string[] | undefined
  readonly kubeReserved?: ReadonlyMap<string, string> | undefined
  readonly systemReserved?: ReadonlyMap<string, string> | undefined
  readonly evictionHard?: ReadonlyMap<string, string> | undefined
  readonly kubeReservedCgroup?: string | undefined
  readonly systemReservedCgroup?: string | undefined
}

export type Settings = Omit<KubeletConfig, 'id' | 'type' | 'at' | 'source' | 'message' | 'problems' | 'form'>

/** Resources that are counted in bytes; cpu and pid are not. */
const IN_BYTES = /^(?:memory|ephemeral-storage|hugepages-.{1,16})$/

/**
 * The fields of the record, without those that are not set; nothing when none is.
 *
 *     settingsOf({ kubeReserved: new Map([['memory', '700Mi']]) })?.kubeReservedMemoryBytes   // 734003200
 */
export function settingsOf(spelled: Spelled): Settings | undefined {
  const settings: Settings = {}
  const { cgroupDriver, enforceNodeAllocatable, kubeReserved, systemReserved, evictionHard } = spelled
  if (cgroupDriver) settings.cgroupDriver = cgroupDriver
  if (enforceNodeAllocatable !== undefined) settings.enforceNodeAllocatable = [...enforceNodeAllocatable]
  if (kubeReserved !== undefined) {
    settings.kubeReserved = quantities(kubeReserved)
    const bytes = settings.kubeReserved.memory?.bytes
    if (bytes !== undefined) settings.kubeReservedMemoryBytes = bytes
  }
  if (systemReserved !== undefined) {
    settings.systemReserved = quantities(systemReserved)
    const bytes = settings.systemReserved.memory?.bytes
    if (bytes !== undefined) settings.systemReservedMemoryBytes = bytes
  }
  if (spelled.kubeReservedCgroup) settings.kubeReservedCgroup = spelled.kubeReservedCgroup
  if (spelled.systemReservedCgroup) settings.systemReservedCgroup = spelled.systemReservedCgroup
  if (evictionHard !== undefined) {
    settings.evictionHard = [...evictionHard].map(([signal, value]) => threshold(signal, value))
  }
  return Object.keys(settings).length === 0 ? undefined : settings
}

/** fromEntries defines its keys: a resource called __proto__ is a key like any other. */
function quantities(spelled: ReadonlyMap<string, string>): NonNullable<Settings['kubeReserved']> {
  return Object.fromEntries(
    [...spelled].map(([resource, text]) => {
      const bytes = IN_BYTES.test(resource) ? bytesOf(text) : undefined
      return [resource, bytes === undefined ? { text } : { text, bytes }]
    }),
  )
}

function threshold(signal: string, value: string): Threshold {
  const percent = /^(\d{1,3}(?:\.\d{1,9})?)%$/.exec(value)?.[1]
  if (percent !== undefined) return { signal, fraction: Number(percent) / 100 }
  const bytes = /memory\.available$/i.test(signal) ? bytesOf(value) : undefined
  return bytes === undefined ? { signal, quantity: value } : { signal, bytes }
}
