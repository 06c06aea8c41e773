import type { Event } from '../record/index.js'

/** Longer runs of minor events are one line. */
const RUN_SHOWN = 3

/** Units whose life is part of the story of a node. */
const IMPORTANT_UNIT =
  /^(?:kubelet|containerd|crio|cri-o|docker|podman|systemd-oomd|earlyoom|kubepods|k3s|rke2|microk8s)/
const IMPORTANT_NOTICES: ReadonlySet<string> = new Set([
  'started',
  'container-manager-failed',
  'cgroup-create-failed',
  'qos-update-failed',
  'node-shutdown',
])
/** Reasons of node conditions that say that all is well. */
const WELL = /^NodeHas(?:Sufficient|No)/
const QUIET_PHASES: ReadonlySet<string> = new Set(['observation', 'threshold-observed', 'notified'])

/** Events of one type that follow each other and that nobody reads one by one. */
export type Row = { readonly event: Event } | { readonly run: readonly [Event, ...Event[]] }

/**
 * The events as rows: runs of more than three minor ones of one type together.
 *
 * @param isAskedFor whether the reader asked for this type by name
 */
export function fold(events: readonly Event[], isAskedFor: (event: Event) => boolean): Row[] {
  const rows: Row[] = []
  for (let from = 0; from < events.length; ) {
    const first = events[from]
    if (first === undefined) break
    let to = from + 1
    if (isMinor(first) && !isAskedFor(first)) while (isSameKind(first, events[to])) to++
    const others = events.slice(from + 1, to)
    if (others.length >= RUN_SHOWN) rows.push({ run: [first, ...others] })
    else rows.push(...[first, ...others].map((event) => ({ event })))
    from = to
  }
  return rows
}

function isSameKind(first: Event, next: Event | undefined): boolean {
  return next !== undefined && next.type === first.type && next.host === first.host && isMinor(next)
}

function isMinor(event: Event): boolean {
  switch (event.type) {
    case 'kubelet-flag':
    case 'pod-spec':
    case 'kubernetes-event':
    case 'container-exit':
    case 'cgroup-usage':
      return true
    case 'kubelet-notice':
      return !IMPORTANT_NOTICES.has(event.notice)
    case 'kubelet-node-condition':
      return WELL.test(event.reason ?? '')
    case 'kubelet-eviction':
      return QUIET_PHASES.has(event.phase)
    case 'systemd-unit-state':
      return !IMPORTANT_UNIT.test((event.unit ?? event.description ?? '').toLowerCase())
    default:
      return false
  }
}
