/**
 * `oomparse/cgroup`: whose a memory cgroup is (pod, container, service, session), from its path alone.
 *
 * @module
 */
export { identifyCgroup } from '../cgroup/index.js'
export type { CgroupIdentity } from '../record/index.js'
