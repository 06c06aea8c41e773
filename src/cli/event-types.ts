import type { EventType } from '../record/index.js'

/** Every type of event. The compiler sees to it that none is missing; the schemas themselves would cost zod at every start. */
const TYPES: Readonly<Record<EventType, true>> = {
  oom: true,
  'page-allocation-failure': true,
  'kubelet-start': true,
  'kubelet-flag': true,
  'kubelet-node-config': true,
  'kubelet-allocatable-enforced': true,
  'kubelet-allocatable-failed': true,
  'kubelet-enforcing': true,
  'kubelet-config-change': true,
  'kubelet-eviction': true,
  'kubelet-system-oom': true,
  'kubelet-node-condition': true,
  'kubelet-notice': true,
  'kubelet-config': true,
  'systemd-reload': true,
  'systemd-unit-state': true,
  'systemd-unit-oom': true,
  'userspace-oom-kill': true,
  'runtime-oom': true,
  'container-exit': true,
  'config-file-modified': true,
  'limit-observed': true,
  'cgroup-usage': true,
  'node-allocatable': true,
  'node-memory': true,
  'pod-evicted': true,
  'pod-spec': true,
  'container-oom-killed': true,
  'kubernetes-event': true,
  boot: true,
  'clock-step': true,
}

export function isEventType(typed: string): typed is EventType {
  return Object.hasOwn(TYPES, typed)
}

/** The types that were probably meant; all of them when nothing is like it. */
export function typesLike(typed: string): string[] {
  const all = Object.keys(TYPES)
  const word = typed.slice(0, 40).toLowerCase()
  const like = all.filter(
    (type) => (word !== '' && type.includes(word)) || word.includes(type) || distance(type, word) <= 3,
  )
  return like.length > 0 ? like : all
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const changed = (above[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      row.push(Math.min(changed, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    above = row
  }
  return above[other.length] ?? 0
}
