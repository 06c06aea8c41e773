import type { Event } from '../../record/index.js'
import type { Plain } from './value.js'

/** What every record has, and what is told elsewhere. */
const NOT_OWN = new Set(['type', 'id', 'at', 'host', 'source', 'alsoIn', 'message', 'problems'])

/** Keys that the semantic conventions have a name for. */
const CONVENTIONS: Readonly<Record<string, string>> = {
  pid: 'process.pid',
  comm: 'process.executable.name',
  containerId: 'container.id',
  container: 'k8s.container.name',
  podUid: 'k8s.pod.uid',
  pod: 'k8s.pod.name',
  namespace: 'k8s.namespace.name',
  node: 'k8s.node.name',
}

/** The values of an event that stand alone; lists and groups of values are in the JSON formats. */
export function otherAttributes(event: Event): Record<string, Plain> {
  const found: Record<string, Plain> = {}
  for (const [key, value] of Object.entries(event)) {
    if (NOT_OWN.has(key) || typeof value === 'object') continue
    found[CONVENTIONS[key] ?? `oomparse.${event.type.replaceAll('-', '_')}.${snake(key)}`] = value
  }
  return found
}

/** `limitBytes` as `limit_bytes`. */
function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
