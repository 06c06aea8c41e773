import type { Cgroup, Event, EventType } from './record/index.js'

/** What no rule over several events reads: only clocks and the number of machines can rest on it. */
const UNREAD: ReadonlySet<EventType> = new Set<EventType>([
  'page-allocation-failure',
  'kubelet-node-condition',
  'kubelet-enforcing',
  'kubelet-config-change',
  'systemd-unit-oom',
  'cgroup-usage',
  'kubernetes-event',
])

/** The flags that tell where the configuration is, and what is reserved. */
const READ_FLAGS: ReadonlySet<string> = new Set(['config', 'kube-reserved', 'system-reserved'])

/** Whether a rule over several events reads this one. A type that nobody thought of is read. */
export function isRead(event: Event): boolean {
  switch (event.type) {
    case 'kubelet-flag':
      return READ_FLAGS.has(event.name)
    case 'kubelet-notice':
      return event.memoryCapacityBytes !== undefined || event.containerId !== undefined
    case 'systemd-unit-state':
      return event.state === 'started'
    default:
      return !UNREAD.has(event.type)
  }
}

/** Without the tables and texts that nobody asks for at the end: neither the rules over several events nor a row of a table. */
export function slim(event: Event): Event {
  if (event.type === 'page-allocation-failure') {
    const { callTrace: _trace, memInfo: _memory, registers: _registers, ...rest } = event
    return rest
  }
  if (event.type !== 'oom') return event
  const {
    tasks: _tasks,
    taskColumns: _columns,
    callTrace: _trace,
    memInfo: _memory,
    registers: _registers,
    constraint: _constraint,
    possibleVictims: _possible,
    kernel,
    cgroup,
    completeness,
    derived: { byCommand: _byCommand, ...derived },
    ...rest
  } = event
  return {
    ...rest,
    ...(kernel?.release === undefined ? {} : { kernel: { release: kernel.release } }),
    ...(cgroup === undefined ? {} : { cgroup: withoutStats(cgroup) }),
    completeness: { ...completeness, unexplained: [] },
    derived,
    problems: [],
  }
}

function withoutStats({ stats: _stats, ...cgroup }: Cgroup): Cgroup {
  return cgroup
}
