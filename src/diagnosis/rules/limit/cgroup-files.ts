import type { OomEvent } from '../../../record/index.js'

/** Where to read a file of the cgroup: v1 has a hierarchy of its own for memory. */
export function cgroupFile(dump: OomEvent, name: string): string {
  return `/sys/fs/cgroup/${isV1(dump) ? 'memory/' : ''}<the cgroup>/${name}`
}

/** The files of v1 have other names, and some have no counterpart. */
export function isV1({ cgroup }: OomEvent): boolean {
  return cgroup?.version === 1
}
