import type { CgroupIdentity } from '../../../record/index.js'
import { named } from '../../evidence.js'

/** What a runtime runs inside the cgroup before the container's own program. runc names its stages. */
export const STARTERS: ReadonlySet<string> = new Set([
  'runc:[0:PARENT]',
  'runc:[1:CHILD]',
  'runc:[2:INIT]',
  'runc',
  'crun',
])

/** A cgroup of an application container; those of whole systems (LXC) live on without one process anyway. */
export function isInContainer(identity: CgroupIdentity | undefined): boolean {
  const kind = identity?.kind
  return kind === 'kubernetes-container' || kind === 'docker' || kind === 'podman'
}

/** Processes that wait for one child and end with it: where such a one is the first, a kill may end the container. */
export const WAITERS: ReadonlySet<string> = new Set([
  'tini',
  'docker-init',
  'dumb-init',
  'catatonit',
  'conmon',
  'bash',
  'dash',
  'ash',
  'sh',
])

/** As much of an id as the runtimes' own tools print. */
const SHORT_ID = 12

/** `container 4e9ffc7eac66 of pod 5bc9a4b7-…`; the path where it has no id. */
export function containerWords(identity: CgroupIdentity | undefined, path: string): string {
  if (identity?.containerId === undefined) return named(path)
  const pod = identity.podUid ?? identity.staticPodHash
  const container = `container ${identity.containerId.slice(0, SHORT_ID)}`
  return pod === undefined ? container : `${container} of pod ${named(pod)}`
}
