import { machineMemoryOf } from '../../../figures/index.js'
import { oomRule } from '../../dump-rule.js'
import { swapOfCgroup } from './swap-of-cgroup.js'
import { swapOfMachine } from './swap-of-machine.js'

export const swapState = oomRule({
  id: 'swap-state',
  question: 'Was swap off, full, or not allowed?',
  needs: ['oom'],
  references: [
    'https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files',
    'https://kubernetes.io/docs/concepts/cluster-administration/swap-memory-management/',
  ],
  decide(dump) {
    const machine = machineMemoryOf(dump)
    if (machine !== undefined) return swapOfMachine(dump, machine)
    if (dump.scope !== 'memcg') return undefined
    const ofCgroup = swapOfCgroup(dump)
    if (ofCgroup !== undefined && ofCgroup.verdict !== 'cannot-tell') return ofCgroup
    // Until 3.8 the dump of a cgroup has the memory of the machine as well (dump_header of mm/oom_kill.c).
    return (dump.memInfo && swapOfMachine(dump, dump.memInfo)) ?? ofCgroup
  },
})
