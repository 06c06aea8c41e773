import { type KlogEntry, valueIn } from '../klog/index.js'
import { wholeNumber } from './amounts.js'
import { cgroupParts, cgroupPath } from './cgroup-name.js'
import { memoryOf } from './resources.js'
import { type Form, firstLineOf, type KnownNode, present, type Statement } from './statement.js'

type Reserved = 'system-reserved' | 'kube-reserved'

/** Until 1.20: `Enforcing System reserved on cgroup "/x" with limits: map[…]`; the cgroup is quoted. */
const WITH_LIMITS = /^ "([^"]{0,4096})" with limits: (.*)$/s
/** Until 1.20: `["kubepods"]` or `"/kubepods"`, and numbers that are addresses. */
const LIMITS_ON = /^Enforcing limits on cgroup ("[^"]{0,4096}"|\[[^\]]{0,4096}\]) with /
const CREATE_FAILED = /^Failed to create ("[^"]{0,4096}"|\[[^\]]{0,4096}\]) cgroup$/

export const ENFORCEMENT: readonly Form[] = [
  reserved('Enforcing System reserved on cgroup', 'system-reserved', true),
  reserved('Enforcing system reserved on cgroup', 'system-reserved', true),
  reserved('Enforcing kube reserved on cgroup', 'kube-reserved', true),
  // From 1.32 on: of what is printed only the CPU is written.
  reserved('Enforcing system reserved compressible on cgroup', 'system-reserved', false),
  reserved('Enforcing kube reserved compressible on cgroup', 'kube-reserved', false),
  { opens: 'Enforcing limits on cgroup', read: limitsOnCgroup },
  {
    opens: 'Failed to create cgroup',
    read: (entry) => createFailed(valueIn(entry, 'err')),
  },
  {
    opens: 'Failed to create ',
    read: (_entry, text) => (CREATE_FAILED.test(text) ? createFailed(undefined) : []),
  },
  { opens: 'Invalid Node Allocatable configuration', read: (_entry, text) => invalidConfiguration(text) },
  { opens: 'invalid Node Allocatable configuration', read: (_entry, text) => invalidConfiguration(text) },
]

/** Reservations above the capacity: the kubelet ends. Capital letter until 1.15. */
export function invalidConfiguration(error: string): Statement[] {
  if (!/^[Ii]nvalid Node Allocatable configuration/.test(error)) return []
  return [
    {
      type: 'kubelet-allocatable-failed',
      target: 'configuration',
      ...present({ error: firstLineOf(error) }),
    },
  ]
}

/** `writesMemory`: the printed memory is the limit that is written. */
function reserved(opens: string, target: Reserved, writesMemory: boolean): Form {
  return {
    opens,
    read(entry, text) {
      const [, printed, limitsPrinted] = WITH_LIMITS.exec(text.slice(opens.length)) ?? []
      const cgroup = valueIn(entry, 'cgroupName') ?? printed
      if (cgroup === undefined) return []
      const limits = valueIn(entry, 'limits') ?? limitsPrinted
      const memoryBytes = writesMemory && limits !== undefined ? memoryOf(limits) : undefined
      return [{ type: 'kubelet-enforcing', target, ...present({ cgroup, memoryBytes }) }]
    },
  }
}

/**
 * The amounts are pointers. Unstructured (`%d`, until 1.20) they look like numbers and are addresses; `%+v` (1.21 to 1.27)
 * prints `0xc000315ae8`; only JSON shows what they point to.
 */
function limitsOnCgroup(entry: KlogEntry, text: string, node: KnownNode): Statement[] {
  const named = valueIn(entry, 'cgroupName')
  const printed = named ?? LIMITS_ON.exec(text)?.[1]
  if (printed === undefined) return []
  const parts = cgroupParts(printed)
  const memoryBytes = named === undefined ? undefined : wholeNumber(valueIn(entry, 'memory'))
  const target = parts.at(-1) === 'kubepods' ? 'pods' : 'cgroup'
  const cgroup = parts.length === 0 ? undefined : cgroupPath(parts, node)
  return [{ type: 'kubelet-enforcing', target, ...present({ cgroup, memoryBytes }) }]
}

function createFailed(error: string | undefined): Statement[] {
  return [
    { type: 'kubelet-notice', notice: 'cgroup-create-failed', ...present({ error: firstLineOf(error) }) },
  ]
}
