import { distance } from './distance.js'
import type { Term } from './topic.js'
import { TOPICS } from './topics.js'

export type { Term, Topic } from './topic.js'
export { TOPICS }

/** What a word means where its topic is. */
export interface Explanation extends Term {
  readonly topic: string
}

/** Every word that we explain, in the order of the topics. */
export const TERMS: readonly Explanation[] = TOPICS.flatMap(({ topic, unit, where, terms }) =>
  terms.map((term) => ({
    topic,
    ...(unit === undefined ? {} : { unit }),
    ...(where === undefined ? {} : { where }),
    ...term,
  })),
)

const EXACT = indexBy((spelling) => spelling)
const LOOSE = indexBy(loose)

/** No term is longer; what was typed may be anything. */
const LONGEST = 80
const SUGGESTED = 5

/**
 * All that a word means: `rss` is a column of the task table and a key of memory.stat. The spelling of our records
 * (`slabReclaimable`) and another letter case will do, and a value may follow as in the log (`order=0`).
 */
export function meanings(word: string): readonly Explanation[] {
  const typed = word.slice(0, LONGEST).trim()
  const found = spelledSo(typed)
  return found.length > 0 ? found : spelledSo(typed.replace(/[=:].*$/s, ''))
}

/** What a word means, in the topic that is given or first of all. */
export function explain(word: string, topic?: string): Explanation | undefined {
  const all = meanings(word)
  return topic === undefined ? all[0] : all.find((one) => one.topic === topic)
}

/** The terms that were probably meant, the likeliest first. */
export function termsLike(word: string): string[] {
  const typed = loose(word.slice(0, LONGEST))
  if (typed === '') return []
  const most = Math.max(1, Math.floor(typed.length / 3))
  const near = [...LOOSE].flatMap(([spelling, [first]]) => {
    const rank = nearness(typed, spelling, most)
    return rank === undefined || first === undefined ? [] : [{ rank, term: first.term }]
  })
  const terms = near.sort((a, b) => a.rank - b.rank).map(({ term }) => term)
  return [...new Set(terms)].slice(0, SUGGESTED)
}

/** The lower the nearer: slips of the fingers, then words that begin so, then words that contain it. */
function nearness(typed: string, spelling: string, most: number): number | undefined {
  const slips = distance(typed, spelling, most)
  if (slips <= most) return slips
  if (typed.length < 2) return undefined
  if (spelling.startsWith(typed)) return most + spelling.length / LONGEST
  if (spelling.includes(typed)) return most + 2 + spelling.length / LONGEST
  return undefined
}

/** Those that are spelled exactly so; the others only where there are none. */
function spelledSo(word: string): readonly Explanation[] {
  return EXACT.get(word) ?? LOOSE.get(loose(word)) ?? []
}

function loose(spelling: string): string {
  return spelling.toLowerCase().replace(/[^a-z0-9?]/g, '')
}

function indexBy(keyOf: (spelling: string) => string): ReadonlyMap<string, readonly Explanation[]> {
  const index = new Map<string, Explanation[]>()
  for (const term of TERMS)
    for (const key of new Set([term.term, ...(term.aliases ?? [])].map(keyOf))) {
      const same = index.get(key)
      if (same === undefined) index.set(key, [term])
      else same.push(term)
    }
  index.delete('')
  return index
}
