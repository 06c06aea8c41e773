import type { KubeletEviction, PodEvicted } from '../../../record/index.js'
import type { Case } from '../../case.js'

/** Evictions so far apart are not of one shortage. */
const EPISODE_MS = 600_000

export type Sign = PodEvicted | KubeletEviction

export interface Episode {
  readonly evictions: readonly Sign[]
  /** Where the kubelet first says that it is memory that is short. */
  readonly shortage?: KubeletEviction
}

/** Evictions for memory, those of ten minutes together. */
export function episodesOf(one: Case): Episode[] {
  const episodes: { evictions: Sign[]; shortage?: KubeletEviction }[] = []
  let shortage: Shortage | undefined
  const signs = [...one.of('pod-evicted'), ...one.of('kubelet-eviction')].sort(
    (a, b) => one.position(a) - one.position(b),
  )
  for (const sign of signs) {
    if (sign.type === 'kubelet-eviction' && sign.resource !== undefined && sign.phase !== 'evicted') {
      // The resource that the kubelet reclaims from here on; its lines on pods do not name it.
      if (isShortage(sign)) shortage = sign.resource === 'memory' ? goesOn(shortage, sign) : undefined
      continue
    }
    if (!isEvictionForMemory(sign, shortage)) continue
    let episode = episodes.at(-1)
    const last = episode?.evictions.at(-1)
    if (episode === undefined || (last !== undefined && isLater(last, sign))) {
      episode = { evictions: [] }
      episodes.push(episode)
    }
    if (shortage !== undefined && isReasonFor(shortage, sign)) episode.shortage ??= shortage.first
    episode.evictions.push(sign)
  }
  return episodes
}

/** The kubelet says it anew in each pass, every ten seconds or so. */
interface Shortage {
  readonly first: KubeletEviction
  readonly last: KubeletEviction
}

function goesOn(shortage: Shortage | undefined, sign: KubeletEviction): Shortage {
  const isSame = shortage !== undefined && !isLater(shortage.last, sign)
  return { first: isSame ? shortage.first : sign, last: sign }
}

/** An eviction that names memory needs no shortage that was over long before. */
function isReasonFor({ last }: Shortage, sign: Sign): boolean {
  return sign.resource === undefined || !isLater(last, sign)
}

function isShortage({ phase }: KubeletEviction): boolean {
  return phase === 'threshold-met' || phase === 'must-evict'
}

function isEvictionForMemory(sign: Sign, shortage: Shortage | undefined): boolean {
  if (sign.type === 'pod-evicted') return sign.resource === 'memory'
  if (sign.phase !== 'evicted') return false
  return sign.resource === undefined ? shortage !== undefined : sign.resource === 'memory'
}

export function isLater(a: Sign, b: Sign): boolean {
  return a.at.epochMs !== undefined && b.at.epochMs !== undefined && b.at.epochMs - a.at.epochMs > EPISODE_MS
}
