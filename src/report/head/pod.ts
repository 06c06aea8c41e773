import type { CgroupIdentity } from '../../record/index.js'

/** The first of the groups of a uid are enough to know it again. */
const SHORT_UID = 13

/** `pod 8541e6b5-6a19-4c95-af25-c5966571bf1c`, and shorter where that has no room; of what is in no pod nothing. */
export function podWords({ podUid, staticPodHash }: CgroupIdentity): readonly [string, string] {
  const pod = podUid ?? staticPodHash
  return pod === undefined ? ['', ''] : [`pod ${pod}`, `pod ${pod.slice(0, SHORT_UID)}…`]
}
