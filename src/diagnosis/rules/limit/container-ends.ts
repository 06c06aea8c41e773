import type { ContainerExit, ContainerOomKilled, OomEvent } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { near, uncertaintyOf } from '../../order.js'

/** A container that ends of a kill does so at once: within this its end is told. */
const AT_ONCE_MS = 10_000

type End = ContainerExit | ContainerOomKilled

/** The ends of containers that runtimes and the status of pods tell, by container. */
export class ContainerEnds {
  readonly #ends = new Map<string, End[]>()

  constructor(one: Case) {
    // The end of an exec is not the container's.
    const exits = one
      .of('container-exit')
      .filter(({ execId, containerId }) => (execId ?? containerId) === containerId)
    for (const end of [...exits, ...one.of('container-oom-killed')]) {
      if (end.containerId === undefined) continue
      const known = this.#ends.get(end.containerId)
      if (known === undefined) this.#ends.set(end.containerId, [end])
      else known.push(end)
    }
  }

  /** The OOMs of one container after which it may have gone on; an end without a time may be that of any. */
  survived(ooms: readonly OomEvent[], containerId: string | undefined): OomEvent[] {
    const ends = containerId === undefined ? undefined : this.#ends.get(containerId)
    if (ends === undefined) return [...ooms]
    const pids = new Set(ends.map((end) => (end.type === 'container-exit' ? end.pid : undefined)))
    const times = ends.map(({ at }) => at.epochMs)
    if (times.includes(undefined)) return []
    const sorted = [...ends].sort((a, b) => (a.at.epochMs ?? 0) - (b.at.epochMs ?? 0))
    const widestMs = ends.reduce((widest, { at }) => Math.max(widest, uncertaintyOf(at)), 0)
    return ooms.filter(({ at, victims }) => {
      if (at.epochMs === undefined || victims.some(({ pid }) => pids.has(pid))) return false
      const reachMs = AT_ONCE_MS + widestMs + uncertaintyOf(at)
      for (let index = firstFrom(sorted, at.epochMs - reachMs); index < sorted.length; index++) {
        const end = sorted[index]?.at
        if (end === undefined || (end.epochMs ?? 0) > at.epochMs + reachMs) break
        if (near(at, end, AT_ONCE_MS)) return false
      }
      return true
    })
  }
}

/** By halves: a crash loop has as many ends as OOMs. */
function firstFrom(sorted: readonly End[], epochMs: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle]?.at.epochMs ?? 0) < epochMs) from = middle + 1
    else to = middle
  }
  return from
}
