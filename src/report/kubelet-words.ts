// What the words of the kubelet's records mean, where a reader of the timeline would not know.

export const TARGETS = {
  pods: 'all pods',
  'node-allocatable': 'all pods',
  'system-reserved': 'the system-reserved cgroup',
  'kube-reserved': 'the kube-reserved cgroup',
  configuration: 'the configured cgroups',
  cgroup: 'a cgroup',
} as const
export const CHANGES = {
  'dynamic-config': 'dynamic configuration',
  'static-pods': 'static pods read',
  'config-directory': 'configuration directory read',
  'reserved-cpus': 'reserved CPUs',
} as const
/** Where the words of the name alone would not say it. */
export const NOTICES: Readonly<Record<string, string>> = {
  started: 'the kubelet is up',
  'golang-settings': 'settings of its Go runtime',
  machine: 'the machine as the kubelet sees it',
  'cgroup-root-default': 'no --cgroup-root: taken for /',
  registering: 'registers the node',
  registered: 'the node is registered',
  'previously-registered': 'the node was registered before',
}
export const PHASES: Readonly<Record<string, string>> = {
  observation: 'measured',
  'threshold-observed': 'measured a threshold',
  blind: 'cannot measure',
  ranked: 'ranked for eviction',
  'must-evict': 'must evict pods',
}
