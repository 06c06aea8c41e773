import { parseJson } from './json.js'
import type { KnownNode } from './statement.js'

/**
 * The cgroup that holds all pods. Where the log has not said which driver and root the node has, it is that of the
 * defaults.
 */
export function kubepodsCgroup(node: KnownNode): string {
  return cgroupPath([...partsOf(node.cgroupRoot ?? ''), 'kubepods'], node)
}

/** The kubelet's own name of a cgroup, `["kubepods","burstable"]`, as the driver makes a path of it. */
export function cgroupPath(parts: readonly string[], { cgroupDriver }: KnownNode): string {
  if (cgroupDriver !== 'systemd') return `/${parts.join('/')}`
  // systemd's slices repeat the names of their parents, and a dash parts them.
  const names = parts.map((part) => part.replaceAll('-', '_'))
  return names.map((_, depth) => `/${names.slice(0, depth + 1).join('-')}.slice`).join('')
}

/**
 * The parts of a cgroup's name as logs have it: `"/kubepods"` (until 1.11), `["kubepods"]` (unstructured from 1.12 on, and
 * JSON), `[kubepods]` (1.21 to 1.27).
 */
export function cgroupParts(printed: string): readonly string[] {
  const text = printed.length > MAX_NAME ? '' : printed
  const json = parseJson(text)
  if (typeof json === 'string') return partsOf(json)
  if (Array.isArray(json)) return json.filter((part) => typeof part === 'string' && part !== '')
  const list = /^\[([^[\]]*)\]$/.exec(text)?.[1]
  if (list === undefined) return partsOf(text)
  return list
    .split(' ')
    .map((part) => part.replace(/^"|"$/g, ''))
    .filter((part) => part !== '')
}

const MAX_NAME = 4096

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}
