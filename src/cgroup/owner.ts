import type { CgroupIdentity } from '../record/cgroup.js'
import type { Stand } from './place.js'

/** Somebody who owns the path up to `end` (exclusive). */
export interface Owner {
  readonly identity: CgroupIdentity
  readonly end: number
}

export type ReadOwner = (stand: Stand) => Owner | undefined
