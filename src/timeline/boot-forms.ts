import type { FoundEvent } from '../record/event.js'
import type { Cluster, Entry } from './entry.js'
import { sameMachine } from './host.js'
import { uncertaintyOf } from './moment.js'

type Boot = Extract<FoundEvent, { type: 'boot' }>

/** btime is a whole second, and so are most stamps. */
const OPEN_MS = 5000
/** What the journal has of a boot is stamped when journald starts: minutes later on a slow machine. */
const LATEST_MS = 600_000

/** Each is compared with each. A journal of years has hundreds; whoever writes more of them wants this to take forever. */
const MOST_BOOTS = 1000

/**
 * Joins what different things tell of one boot: the kernel's first line, `btime`, a row of `journalctl --list-boots`, and
 * the mark that journalctl prints between two boots.
 */
export function joinBootForms(clusters: readonly Cluster[], oneHost: boolean): Cluster[] {
  const boots = clusters.filter(({ first }) => first.event.type === 'boot')
  if (boots.length < 2 || boots.length > MOST_BOOTS) return [...clusters]
  const gone = new Set<Cluster>()
  const fits = (one: Cluster, other: Cluster) =>
    one !== other &&
    !gone.has(other) &&
    (oneHost || sameMachine(one.first, other.first)) &&
    !contradict(one, other)
  const neighbours = neighboursOf(clusters)
  for (const form of ['btime', 'boot-list', 'journal-mark'] as const)
    for (const boot of boots) {
      if (formOf(boot) !== form) continue
      const others = boots.filter((other) => formOf(other) !== form && fits(boot, other))
      const into =
        others.find((other) => isNamedAlike(boot, other)) ??
        (form === 'journal-mark' ? betweenLines(neighbours.get(boot), others) : nearTo(boot, others))
      if (into === undefined) continue
      for (const entry of boot.entries) into.add(entry, false)
      gone.add(boot)
    }
  return clusters.filter((cluster) => !gone.has(cluster))
}

function formOf({ first }: Cluster): Boot['form'] | undefined {
  return first.event.type === 'boot' ? first.event.form : undefined
}

function idsOf({ entries }: Cluster): string[] {
  return entries.flatMap(({ event }) => (event.type === 'boot' ? (event.bootId ?? []) : []))
}

function isNamedAlike(one: Cluster, other: Cluster): boolean {
  const ids = idsOf(other)
  return idsOf(one).some((id) => ids.includes(id))
}

/** Two names are two boots, and one input tells a boot twice only where a mark stands before the kernel's first line. */
function contradict(one: Cluster, other: Cluster): boolean {
  const [ids, others] = [idsOf(one), idsOf(other)]
  if (ids.length > 0 && others.length > 0) return !ids.some((id) => others.includes(id))
  const isMark = formOf(one) === 'journal-mark'
  return one.entries.some((entry) => (isMark ? hasMark(other, entry.input) : other.has(entry.input)))
}

function hasMark({ entries }: Cluster, input: number): boolean {
  return entries.some(
    (one) => one.input === input && one.event.type === 'boot' && one.event.form === 'journal-mark',
  )
}

/** The earliest instant that any reading tells: all others are of lines that came late. */
function timeOf({ entries }: Cluster): number | undefined {
  let earliest: number | undefined
  for (const { event } of entries) {
    const { epochMs } = event.at
    if (epochMs !== undefined && (earliest === undefined || epochMs < earliest)) earliest = epochMs
  }
  return earliest
}

/** btime is not after the kernel's first line, and the journal's first line not before it. */
function nearTo(boot: Cluster, others: readonly Cluster[]): Cluster | undefined {
  const own = timeOf(boot)
  if (own === undefined) return undefined
  const sign = formOf(boot) === 'btime' ? 1 : -1
  let best: Cluster | undefined
  let least = LATEST_MS
  for (const other of others) {
    const late = ((timeOf(other) ?? Number.NaN) - own) * sign
    if (late < -OPEN_MS || !(Math.abs(late) < least)) continue
    least = Math.abs(late)
    best = other
  }
  return best
}

interface Neighbours {
  before?: Entry
  after?: Entry
}

/** The last boot that began between the lines before and behind a mark. */
function betweenLines({ before, after }: Neighbours = {}, others: readonly Cluster[]): Cluster | undefined {
  const to = after?.event.at
  if (to?.epochMs === undefined) return undefined
  const latest = to.epochMs + uncertaintyOf(to)
  const earliest = before?.event.at.epochMs ?? Number.NEGATIVE_INFINITY
  let best: Cluster | undefined
  for (const other of others) {
    const time = timeOf(other)
    if (time === undefined || time > latest || time < earliest) continue
    if (best === undefined || time > (timeOf(best) ?? 0)) best = other
  }
  return best
}

/** For each mark, the dated events that stand before and behind it in its input. */
function neighboursOf(clusters: readonly Cluster[]): Map<Cluster, Neighbours> {
  const marks = clusters.filter((cluster) => formOf(cluster) === 'journal-mark')
  const markOf = new Map(
    marks.flatMap((cluster) => cluster.entries.map((entry) => [entry, cluster] as const)),
  )
  const sequences = new Map<number, Entry[]>()
  for (const { input } of markOf.keys()) sequences.set(input, [])
  if (markOf.size > 0)
    for (const { entries } of clusters) for (const entry of entries) sequences.get(entry.input)?.push(entry)
  const found = new Map<Cluster, Neighbours>()
  const walk = (sequence: readonly Entry[], side: keyof Neighbours) => {
    let dated: Entry | undefined
    for (const entry of sequence) {
      const mark = markOf.get(entry)
      if (mark !== undefined && dated !== undefined) found.set(mark, { [side]: dated, ...found.get(mark) })
      if (entry.event.at.epochMs !== undefined) dated = entry
    }
  }
  for (const sequence of sequences.values()) {
    sequence.sort((a, b) => a.index - b.index)
    walk(sequence, 'before')
    walk(sequence.reverse(), 'after')
  }
  return found
}
