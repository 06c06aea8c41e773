import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readEvidence } from './index.js'

const NODE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'worker-7' },
  status: { allocatable: { memory: '2537652Ki' }, capacity: { memory: '3049652Ki' } },
}
const ALLOCATABLE = { node: 'worker-7', capacityBytes: 3122843648, allocatableBytes: 2598555648 }
const EVENT = {
  apiVersion: 'v1',
  kind: 'Event',
  reason: 'NodeAllocatableEnforced',
  message: 'Updated Node Allocatable limit across pods',
  involvedObject: { kind: 'Node', name: 'worker-7' },
  source: { component: 'kubelet', host: 'worker-7' },
  lastTimestamp: '2026-11-23T18:56:21Z',
}
const RESERVED = { kubeReservedMemoryBytes: 734003200 }
const LIMIT = { cgroup: '/kubepods.slice', limitBytes: 3390910464 }

/** Files under the names that the collectors of reports give them, and the first record of each. */
test.each<[name: string, text: string, kind: string, event: object | undefined]>([
  // sosreport: commands have blanks as `_`, copied files their path.
  [
    'sosreport/sys/fs/cgroup/memory/kubepods.slice/memory.limit_in_bytes',
    '3390910464\n',
    'cgroup-limit',
    { ...LIMIT, holder: 'cgroup', property: 'memory.limit_in_bytes' },
  ],
  [
    'sosreport/sys/fs/cgroup/kubepods.slice/memory.max',
    '3390910464\n',
    'cgroup-limit',
    { ...LIMIT, holder: 'cgroup', property: 'memory.max' },
  ],
  [
    'sosreport/sos_commands/systemd/systemctl_show_service_--all',
    'Id=a.service\nControlGroup=/system.slice/a.service\nMemoryCurrent=[not set]\nMemoryMax=infinity\n\nId=b.service\nControlGroup=/system.slice/b.service\nMemoryLimit=18446744073709551615\nMemoryMax=1073741824\n',
    'unit-properties',
    { cgroup: '/system.slice/b.service', holder: 'systemd', property: 'MemoryMax', limitBytes: 1073741824 },
  ],
  [
    'sosreport/proc/meminfo',
    'MemTotal:        4028236 kB\nMemFree:         3013396 kB\n',
    'meminfo',
    { type: 'node-memory', memTotalBytes: 4124913664 },
  ],
  [
    'sosreport/proc/stat',
    'cpu  10 20 30 40 50 60 70 0 0 0\ncpu0 10 20 30 40 50 60 70 0 0 0\nintr 9 0\nbtime 1795458191\n',
    'boot-time',
    { type: 'boot', form: 'btime', at: { epochMs: 1795458191000 } },
  ],
  ['sosreport/hostname', 'node-a17\n', 'hostname', undefined],
  ['sosreport/sos_commands/date/date_--utc', 'Mon Nov 23 18:54:37 UTC 2026\n', 'date', undefined],
  ['sosreport/sos_commands/date/hwclock', '2026-11-23 19:54:37.123456+01:00\n', 'date', undefined],
  // must-gather: each node in a file, the events of a namespace in one.
  [
    'must-gather/quay-io/cluster-scoped-resources/core/nodes/worker-7.yaml',
    `---\n${stringify(NODE)}`,
    'node-object',
    ALLOCATABLE,
  ],
  [
    'must-gather/quay-io/namespaces/default/core/events.yaml',
    `---\n${stringify({ apiVersion: 'v1', items: [EVENT], kind: 'EventList' }, { indentSeq: false })}`,
    'kubernetes-events',
    { type: 'kubelet-allocatable-enforced', target: 'pods', at: { epochMs: 1795460181000 } },
  ],
  // EKS.
  [
    'eks/kubelet/config.json',
    '{\n  "kind": "KubeletConfiguration",\n  "apiVersion": "kubelet.config.k8s.io/v1beta1",\n  "kubeReserved": {"memory": "700Mi"}\n}\n',
    'kubelet-config',
    { ...RESERVED, form: 'json' },
  ],
  [
    'eks/kubelet/kubelet_service.txt',
    '# /etc/systemd/system/kubelet.service\n[Unit]\nDescription=Kubernetes Kubelet\n\n[Service]\nExecStart=/usr/bin/kubelet --config /etc/kubernetes/kubelet/config.json \\\n    --kube-reserved=memory=700Mi\n',
    'kubelet-config',
    { ...RESERVED, form: 'flags' },
  ],
  // systemd 256 and later shows more amounts; only what it writes into the cgroup is the limit.
  [
    'show-kubepods.slice.txt',
    'Id=kubepods.slice\nEffectiveMemoryMax=3122843648\nMemoryMax=3390910464\nMemoryLow=0\nMemoryMin=0\nMemorySwapMax=infinity\nMemoryAvailable=100\nOOMKills=3\nManagedOOMKills=0\nTasksMax=infinity\nTransient=yes\nNeedDaemonReload=no\n',
    'unit-properties',
    { ...LIMIT, holder: 'systemd', property: 'MemoryMax' },
  ],
  // A property set on a unit that is not transient, for ever or until the next boot.
  ...['/run/systemd/system.control', '/etc/systemd/system.control', '/run/systemd/transient'].map(
    (folder): [string, string, string, object] => [
      'cat.txt',
      `# ${folder}/kubepods.slice.d/50-MemoryMax.conf\n# This is a drop-in unit file extension, created via "systemctl set-property"\n# or an equivalent operation. Do not edit.\n[Slice]\nMemoryMax=3390910464\n`,
      'unit-properties',
      { ...LIMIT, holder: 'systemd', property: 'MemoryMax' },
    ],
  ),
])('%s', (name, text, kind, event) => {
  const found = readEvidence({ name, text })
  expect(found?.kinds).toContain(kind)
  expect(found?.problems).toEqual([])
  if (event === undefined) expect(found?.events).toEqual([])
  else expect(found?.events[0]).toMatchObject(event)
})
