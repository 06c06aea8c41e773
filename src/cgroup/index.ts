import type { CgroupIdentity } from '../record/cgroup.js'
import { identify } from './identify.js'

/**
 * Says who owns a memory cgroup, from its path as the kernel prints it. Never throws; what it cannot believe is `other`.
 *
 * ```ts
 * identifyCgroup('/kubepods.slice') // { kind: 'kubernetes-node', driver: 'systemd', unit: 'kubepods.slice' }
 * ```
 */
export function identifyCgroup(path: string): CgroupIdentity {
  return identify(path)
}
