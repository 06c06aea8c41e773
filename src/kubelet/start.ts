import { unquoteGo, valueIn } from '../klog/index.js'
import { invalidConfiguration } from './enforcement.js'
import { type Form, firstLineOf, type KnownNode, present, type Statement } from './statement.js'

/** The kubelet prints its own version, cAdvisor the machine's: `Version: {KernelVersion:…`. */
const VERSION = /^v\d{1,4}\.\d{1,4}\S{0,120}$/
const FLAG = /^FLAG: --([A-Za-z0-9][\w.-]{0,127})=(".*")$/s
const RESERVED_CPUS = 'After cpu setting is overwritten'

export const START: readonly Form[] = [
  { opens: 'Version: ', read: (_entry, text) => start(text.slice('Version: '.length)) },
  { opens: 'Kubelet version', read: (entry) => start(valueIn(entry, 'kubeletVersion')) },
  { opens: 'FLAG: --', read: (_entry, text) => flag(text) },
  { opens: 'Golang settings', read: () => [{ type: 'kubelet-notice', notice: 'golang-settings' }] },
  {
    // Until 1.20 `KubeletConfiguration: config.KubeletConfiguration{…}`, later the pair `configuration`.
    opens: 'KubeletConfiguration',
    read: (entry, text) =>
      text.startsWith('KubeletConfiguration: ') || valueIn(entry, 'configuration') !== undefined
        ? [{ type: 'kubelet-notice', notice: 'effective-configuration' }]
        : [],
  },
  {
    opens: 'Started kubelet',
    read: (_entry, text) =>
      text === 'Started kubelet' ? [{ type: 'kubelet-notice', notice: 'started' }] : [],
  },
  {
    opens: 'Starting kubelet main sync loop',
    read: () => [{ type: 'kubelet-notice', notice: 'sync-loop-started' }],
  },
  {
    opens: 'Failed to start ContainerManager',
    read(entry, text) {
      const printed = valueIn(entry, 'err') ?? text.slice('Failed to start ContainerManager '.length)
      const error = firstLineOf(printed)
      return [
        { type: 'kubelet-notice', notice: 'container-manager-failed', ...present({ error }) },
        ...invalidConfiguration(printed),
      ]
    },
  },
  { opens: 'skipping pod synchronization - ', read: (_entry, text) => skipped(text.slice(31)) },
  { opens: 'Skipping pod synchronization', read: (entry) => skipped(valueIn(entry, 'err')) },
  {
    opens: RESERVED_CPUS,
    read: () => [{ type: 'kubelet-config-change', what: 'reserved-cpus' }],
  },
  {
    opens: '--cgroups-per-qos enabled, but --cgroup-root was not specified.',
    read: () => [{ type: 'kubelet-notice', notice: 'cgroup-root-default' }],
  },
  {
    opens: 'Using cgroup driver setting received from the CRI runtime',
    read: (entry, _text, node) => driverOfRuntime(valueIn(entry, 'cgroupDriver'), node),
  },
  {
    // cAdvisor, in every version. The first MemoryCapacity is the machine's.
    opens: 'Machine: {',
    read(_entry, text) {
      const capacity = /[ {]MemoryCapacity:(\d{1,15})[ }]/.exec(text)?.[1]
      const memoryCapacityBytes = capacity === undefined ? undefined : Number(capacity)
      return [{ type: 'kubelet-notice', notice: 'machine', ...present({ memoryCapacityBytes }) }]
    },
  },
]

function start(version: string | undefined): Statement[] {
  return version !== undefined && VERSION.test(version) ? [{ type: 'kubelet-start', version }] : []
}

/** A flag whose value is cut says nothing. */
function flag(text: string): Statement[] {
  const [, name = '', quoted = ''] = FLAG.exec(text) ?? []
  const value = quoted === '' ? undefined : unquoteGo(quoted)
  return value === undefined ? [] : [{ type: 'kubelet-flag', name, value }]
}

function skipped(error: string | undefined): Statement[] {
  return [{ type: 'kubelet-notice', notice: 'sync-skipped', ...present({ error: firstLineOf(error) }) }]
}

function driverOfRuntime(printed: string | undefined, node: KnownNode): Statement[] {
  const cgroupDriver = /^(?:systemd|cgroupfs)$/i.exec(printed ?? '')?.[0].toLowerCase()
  if (cgroupDriver !== undefined) node.cgroupDriver = cgroupDriver
  return [{ type: 'kubelet-notice', notice: 'cgroup-driver-from-runtime', ...present({ cgroupDriver }) }]
}
