import type { KubeletEviction, PodEvicted } from '../../../record/index.js'
import type { Case } from '../../case.js'

/** Evictions so far apart are not of one shortage. */
const EPISODE_MS = 600_000

export type Sign = PodEvicted | KubeletEviction

export interface Episode {
  readonly evictions: Sign[]
  /** Where the kubelet says that it is memory that is short. */
  readonly shortage?: KubeletEviction
}

/** Evictions for memory, those of ten minutes together. */
export function episodesOf(one: Case): Episode[] {
  const episodes: Episode[] = []
  const open: Sign[] = []
  let shortage: KubeletEviction | undefined
  let last: Sign | undefined
  const signs = [...one.of('pod-evicted'), ...one.of('kubelet-eviction')].sort(
    (a, b) => one.position(a) - one.position(b),
  )
  const close = () => {
    if (open.length > 0) episodes.push({ evictions: open.splice(0), ...(shortage && { shortage }) })
  }
  for (const sign of signs) {
    if (sign.type === 'kubelet-eviction' && sign.resource !== undefined && sign.phase !== 'evicted') {
      // The resource that the kubelet reclaims from here on; its lines on pods do not name it.
      if (isShortage(sign)) shortage = sign.resource === 'memory' ? (shortage ?? sign) : undefined
      continue
    }
    if (!isEvictionForMemory(sign, shortage)) continue
    if (last !== undefined && isLater(last, sign)) close()
    open.push(sign)
    last = sign
  }
  close()
  return episodes
}

function isShortage({ phase }: KubeletEviction): boolean {
  return phase === 'threshold-met' || phase === 'must-evict'
}

function isEvictionForMemory(sign: Sign, shortage: KubeletEviction | undefined): boolean {
  if (sign.type === 'pod-evicted') return sign.resource === 'memory'
  if (sign.phase !== 'evicted') return false
  return sign.resource === undefined ? shortage !== undefined : sign.resource === 'memory'
}

export function isLater(a: Sign, b: Sign): boolean {
  return a.at.epochMs !== undefined && b.at.epochMs !== undefined && b.at.epochMs - a.at.epochMs > EPISODE_MS
}
