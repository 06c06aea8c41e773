import { identifyCgroup } from '../cgroup/index.js'
import type { At, Event, EventOf, EventType, Input } from '../record/index.js'

/** Events of tests: a moment in words, where it was read, and what it says. */
export interface Place {
  readonly input: string
  readonly basis: At['basis']
  readonly host?: string
}

export const KERNEL: Place = { input: 'dmesg.txt', basis: 'boot-time' }
export const KUBELET: Place = { input: 'kubelet.log', basis: 'klog' }
export const JOURNAL: Place = { input: 'journal.txt', basis: 'journal' }
export const FILES: Place = { input: 'stat.txt', basis: 'file-mtime' }
export const API: Place = { input: 'node.yaml', basis: 'api' }
export const CAPTURE: Place = { input: 'show.txt', basis: 'capture' }
export const RUNTIME: Place = { input: 'containerd.log', basis: 'journal' }

type Fields<Type extends EventType> = Partial<EventOf<Type>> & Record<string, unknown>

/** `17:34:26.5` on a fixed day, in UTC. */
export function atOfClock(clock: string, place: Place, uncertaintyMs = 0): At {
  const epochMs = Date.parse(`2021-03-12T${clock}Z`)
  return {
    printed: clock,
    epochMs,
    iso: new Date(epochMs).toISOString(),
    basis: place.basis,
    uncertaintyMs,
  }
}

let made = 0

/** An event of a type at a time of day; without one its time is not known. */
export function event<Type extends EventType>(
  type: Type,
  place: Place,
  clock: string | undefined,
  fields: Fields<Type> = {},
): EventOf<Type> {
  made++
  const fieldsOfAll: Record<string, unknown> = {
    type,
    id: `${type}-${made}`,
    at: clock === undefined ? { basis: 'none' } : atOfClock(clock, place),
    source: { input: place.input, firstLine: made, lastLine: made },
    message: type,
    problems: [],
    ...(place.host === undefined ? {} : { host: place.host }),
    ...fields,
  }
  return fieldsOfAll as unknown as EventOf<Type>
}

/** An OOM at the limit of a cgroup, that killed a process of another one. */
export function oom(
  clock: string | undefined,
  owner: string,
  limitBytes: number | undefined,
  home: string = owner,
  fields: Fields<'oom'> = {},
): EventOf<'oom'> {
  return event('oom', KERNEL, clock, {
    scope: 'memcg',
    outcome: 'killed',
    trigger: { comm: 'ranker_service', order: 0 },
    pageSizeBytes: 4096,
    pageSizeBasis: 'victim',
    cgroup: {
      limitOwner: owner,
      victimHome: home,
      limitOwnerIdentity: identifyCgroup(owner),
      victimIdentity: identifyCgroup(home),
      ...(limitBytes === undefined ? {} : { memory: { usageBytes: limitBytes, limitBytes } }),
    },
    victims: [{ pid: 1055, comm: 'ranker_service' }],
    completeness: { complete: true, missing: [], foreignLines: 0, lostLines: 0, unexplained: [] },
    derived: {},
    ...fields,
  })
}

export const POD_UID = '5bc9a4b7-a6ec-4734-996e-ab3b278312c9'
export const CONTAINER = '18940fcbe8e4d471c12e624b0cad0484c77686eea6f3e32a50d56c240551a44c'
export const POD_PATH =
  '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5bc9a4b7_a6ec_4734_996e_ab3b278312c9.slice'
export const CONTAINER_PATH = `${POD_PATH}/cri-containerd-${CONTAINER}.scope`

export function nodeConfig(
  clock: string,
  kubeReservedBytes: number,
  fields: Fields<'kubelet-node-config'> = {},
): EventOf<'kubelet-node-config'> {
  return event('kubelet-node-config', KUBELET, clock, {
    phase: 'computed',
    cgroupDriver: 'systemd',
    enforceNodeAllocatable: ['pods'],
    kubeReserved: { memory: { bytes: kubeReservedBytes } },
    systemReserved: {},
    kubeReservedMemoryBytes: kubeReservedBytes,
    evictionHard: [{ signal: 'memory.available', bytes: 104857600 }],
    ...fields,
  })
}

export function input(name: string, kinds: readonly string[], from?: string, to?: string): Input {
  const place: Place = { input: name, basis: 'journal' }
  return {
    name,
    kinds: [...kinds],
    framing: 'journal-short-iso',
    lines: 1000,
    gaps: [],
    problems: [],
    ...(from === undefined || to === undefined
      ? {}
      : { covers: { from: atOfClock(from, place), to: atOfClock(to, place) } }),
  }
}

/** The timeline's order: by instant, events without one last. */
export function inTimelineOrder(events: readonly Event[]): Event[] {
  const key = ({ at }: Event) => at.epochMs ?? Number.POSITIVE_INFINITY
  return [...events].sort((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)))
}
