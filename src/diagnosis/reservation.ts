import type { Event, KubeletConfig, KubeletNodeConfig, SystemdUnitState } from '../record/index.js'
import { reservedMemory } from './amounts.js'
import type { Case } from './case.js'
import { type Printed, printedAt } from './printed.js'

/** What a configuration keeps back from the pods, and the record that says so. */
export interface Reservation {
  readonly event: KubeletNodeConfig | KubeletConfig
  readonly kubeBytes: number
  readonly systemBytes: number
  /** The amounts as they were read; absent where nothing is reserved. */
  readonly kube?: Printed
  readonly system?: Printed
  /** False where `pods` is not enforced: the limit of all pods is then the capacity. */
  readonly podsEnforced: boolean
  /** What was not read, where the record alone does not tell what the kubelet runs with. */
  readonly inferred?: string
}

type Config = Reservation['event']
/** What is reserved: an amount, or nothing where that was read. */
type Reserved = Printed | 'nothing'

/** What the kubelet computed its limits from, in timeline order: one for each node-config dump that has all amounts. */
export function reservationsOf(one: Case): Reservation[] {
  const found: Reservation[] = []
  for (const event of one.of('kubelet-node-config')) {
    const kube = reserved(event, 'kubeReserved') ?? flagOf(one, event, 'kube-reserved')
    const system = reserved(event, 'systemReserved') ?? flagOf(one, event, 'system-reserved')
    if (kube !== undefined && system !== undefined) found.push(reservation(event, kube, system))
  }
  return found
}

/**
 * What configuration files and command lines ask for. That the kubelet loaded them was not read, and what a file
 * leaves out a flag can set: both are said.
 */
export function askedFor(one: Case): Reservation[] {
  const found: Reservation[] = []
  for (const event of one.of('kubelet-config')) {
    const kube = reserved(event, 'kubeReserved')
    const system = reserved(event, 'systemReserved')
    if (kube === undefined && system === undefined) continue
    const leftOut =
      kube === undefined ? 'kube-reserved' : system === undefined ? 'system-reserved' : undefined
    found.push({
      ...reservation(event, kube ?? 'nothing', system ?? 'nothing'),
      inferred:
        leftOut === undefined
          ? 'that the kubelet runs with this configuration'
          : `that the kubelet runs with this configuration, and that nothing else sets the ${leftOut} it leaves out`,
    })
  }
  return found
}

export function sumOf({ kubeBytes, systemBytes }: Reservation): number {
  return kubeBytes + systemBytes
}

function reservation(event: Config, kube: Reserved, system: Reserved): Reservation {
  return {
    event,
    kubeBytes: kube === 'nothing' ? 0 : kube.bytes,
    systemBytes: system === 'nothing' ? 0 : system.bytes,
    ...(kube === 'nothing' ? {} : { kube }),
    ...(system === 'nothing' ? {} : { system }),
    podsEnforced: enforcesPods(event),
  }
}

/** The amount as printed; nothing is reserved where the map was read and has no memory in it. */
function reserved(event: Config, which: 'kubeReserved' | 'systemReserved'): Reserved | undefined {
  const bytes = event[`${which}MemoryBytes`]
  const map = event[which]
  const text = map?.memory?.text
  if (bytes !== undefined)
    return { ...printedAt(event, `${which}MemoryBytes`, bytes), ...(text === undefined ? {} : { text }) }
  return map !== undefined && !Object.hasOwn(map, 'memory') ? 'nothing' : undefined
}

/** A fraction such as `1.5Gi` stands behind a pointer in the dump; the flag of the same start has it in words. */
function flagOf(one: Case, config: KubeletNodeConfig, name: string): Printed | undefined {
  let found: Printed | undefined
  for (const flag of one.of('kubelet-flag')) {
    if (one.position(flag) > one.position(config)) break
    if (flag.name !== name || flag.pid !== config.pid) continue
    const bytes = reservedMemory(flag.value)
    found =
      bytes === undefined ? undefined : { bytes, event: flag, text: flag.value, line: flag.source.firstLine }
  }
  return found
}

function enforcesPods({ enforceNodeAllocatable }: KubeletNodeConfig | KubeletConfig): boolean {
  return enforceNodeAllocatable === undefined || enforceNodeAllocatable.includes('pods')
}

/**
 * The record of a start of the kubelet: its version line, the configuration that it computed with, or what systemd says
 * of its unit.
 */
export function startsOf(one: Case): Event[] {
  const configs = one.of('kubelet-node-config').filter(({ phase }) => phase === 'computed')
  const units = one.of('systemd-unit-state').filter((event) => event.state === 'started' && isKubelet(event))
  return [...one.of('kubelet-start'), ...configs, ...units].sort((a, b) => one.position(a) - one.position(b))
}

const KUBELET_UNIT =
  /^(?:kubelet|k3s|k3s-agent|rke2-server|rke2-agent|k0scontroller|k0sworker|microshift|snap\.microk8s\.daemon-kubelite|atomic-openshift-node|origin-node)\.service$/
const KUBELET_TEXT = /\bkubelet\b|^lightweight kubernetes$|^rancher kubernetes engine|^k0s\b|^microshift$/i

function isKubelet({ unit, description = '' }: SystemdUnitState): boolean {
  return unit === undefined ? KUBELET_TEXT.test(description) : KUBELET_UNIT.test(unit)
}
