import type { FoundEvent } from '../record/event.js'
import { likenessOf } from '../sameness/index.js'
import type { Cluster, Entry } from './entry.js'

/**
 * Joins what is one boot although its clocks say otherwise. journald and rsyslog stamp a boot's first line when they
 * start, minutes later on a slow machine. What proves it: the first event of any kind that both inputs have behind it.
 */
export function joinBoots(clusters: readonly Cluster[]): Cluster[] {
  const joined = new Map<Cluster, Cluster>()
  const resolve = (boot: Cluster): Cluster => {
    let one = boot
    for (let next = joined.get(one); next !== undefined; next = joined.get(one)) one = next
    return one
  }
  for (const boots of bootsBefore(clusters).values()) {
    const [first, ...others] = boots
    if (first === undefined) continue
    for (const other of others) {
      const into = resolve(first)
      const from = resolve(other)
      if (into !== from && areOne(into, from)) {
        joined.set(from, into)
        for (const entry of from.entries) into.add(entry, false)
      }
    }
  }
  return clusters.filter((cluster) => !joined.has(cluster))
}

function areOne(boot: Cluster, other: Cluster): boolean {
  return (
    !other.entries.some(({ input }) => boot.has(input)) &&
    likenessOf(boot.first.event, other.first.event).verdict === 'same'
  )
}

/** For every other event, the boots that stand last before it in its inputs. */
function bootsBefore(clusters: readonly Cluster[]): Map<Cluster, Set<Cluster>> {
  const sequences = new Map<number, { entry: Entry; cluster: Cluster }[]>()
  for (const cluster of clusters)
    for (const entry of cluster.entries) {
      const sequence = sequences.get(entry.input) ?? []
      sequences.set(entry.input, sequence)
      sequence.push({ entry, cluster })
    }
  const before = new Map<Cluster, Set<Cluster>>()
  for (const sequence of sequences.values()) {
    let boot: Cluster | undefined
    for (const { cluster } of sequence.sort((a, b) => a.entry.index - b.entry.index)) {
      if (isBoot(cluster.first.event)) boot = cluster
      else if (boot !== undefined) before.set(cluster, (before.get(cluster) ?? new Set()).add(boot))
    }
  }
  return before
}

function isBoot(event: FoundEvent): boolean {
  return event.type === 'boot' && event.form === 'kernel-banner'
}
