import type { At } from '../record/at.js'
import type { FoundEvent } from '../record/event.js'
import type { Problem } from '../record/problem.js'
import type { Source } from '../record/source.js'
import { type Difference, hasHead, isFoundDump, isSeries, likenessOf } from '../sameness/index.js'
import type { Cluster, Entry } from './entry.js'
import { uncertaintyOf } from './moment.js'
import { joinRuns } from './runs.js'

/** One event out of all its readings: the fullest, with the best time that any of them has. */
export function recordOf(cluster: Cluster): { event: FoundEvent; entry: Entry } {
  const entry = fullestOf(cluster)
  if (cluster.entries.length === 1) return { event: entry.event, entry }
  const others = cluster.entries
    .filter((one) => one !== entry)
    .sort((a, b) => a.input - b.input || a.index - b.index)
  const event: FoundEvent = {
    ...entry.event,
    // The readings of a series begin at different measurements of it: joinRuns takes the first of them.
    at: isSeries(entry.event) ? entry.event.at : timeOf(entry, others),
    alsoIn: sourcesOf(entry, others),
    problems: [...entry.event.problems, ...(cluster.differ ? differencesOf(entry, others) : [])],
  }
  const host = event.host ?? others.find((one) => one.event.host !== undefined)?.event.host
  if (host !== undefined) event.host = host
  if (event.type === 'boot' && event.bootId === undefined) nameBoot(event, others)
  if (isSeries(event)) joinRuns(event, cluster.entries)
  return { event, entry }
}

function fullestOf({ entries, first }: Cluster): Entry {
  let fullest = first
  for (const entry of entries)
    if (
      entry.fullness > fullest.fullness ||
      (entry.fullness === fullest.fullness && isBetter(entry.event.at, fullest.event.at))
    )
      fullest = entry
  return fullest
}

/** The kernel does not print the id that the journal gives its boot. */
function nameBoot(event: Extract<FoundEvent, { type: 'boot' }>, others: readonly Entry[]): void {
  for (const { event: other } of others)
    if (other.type === 'boot' && other.bootId !== undefined) event.bootId ??= other.bootId
}

function sourcesOf({ event }: Entry, others: readonly Entry[]): Source[] {
  const sources = [...(event.alsoIn ?? [])]
  for (const { event: other } of others)
    for (const source of [other.source, ...(other.alsoIn ?? [])]) sources.push(source)
  return sources
}

/**
 * The record's own stamp, with the kernel clock and the instant of the reading that knows them best. Where the record
 * lacks the dump's first line, its stamp is a later line's, and one that has it tells when it began.
 */
function timeOf({ event }: Entry, others: readonly Entry[]): At {
  if (isFoundDump(event) && !hasHead(event)) {
    const whole = others.filter(({ event: other }) => isFoundDump(other) && hasHead(other))
    const [first, ...more] = whole
    if (first !== undefined) return timeOf(first, more)
  }
  const told = others.filter(
    ({ event: other }) => !isFoundDump(event) || !isFoundDump(other) || hasHead(other) || !hasHead(event),
  )
  let best = event.at
  let monotonicSec = event.at.monotonicSec
  for (const { event: other, received } of told) {
    if (!received) monotonicSec ??= other.at.monotonicSec
    if (event.type === 'boot' ? isNearerToBoot(other.at, best) : isBetter(other.at, best)) best = other.at
  }
  const { printed: _, monotonicSec: __, ...instant } = best
  const at: At = { ...instant }
  if (event.at.printed !== undefined) at.printed = event.at.printed
  if (monotonicSec !== undefined) at.monotonicSec = monotonicSec
  if (at.basis === 'none' && monotonicSec !== undefined) at.basis = 'monotonic-only'
  return at
}

function isBetter(one: At, than: At): boolean {
  if (one.epochMs === undefined) return false
  return than.epochMs === undefined || uncertaintyOf(one) < uncertaintyOf(than)
}

/** A boot's first line is stamped when journald or rsyslog starts, which can be minutes later: the earliest is nearest. */
function isNearerToBoot(one: At, than: At): boolean {
  if (one.epochMs === undefined || than.epochMs === undefined) return than.epochMs === undefined
  const open = uncertaintyOf(one) + uncertaintyOf(than)
  return Math.abs(one.epochMs - than.epochMs) > open ? one.epochMs < than.epochMs : isBetter(one, than)
}

/** In how many values a problem's text goes into detail. */
const TOLD_MAX = 3

function differencesOf(entry: Entry, others: readonly Entry[]): Problem[] {
  return others.flatMap(({ event: other }) => {
    const { differing, differences } = likenessOf(entry.event, other).comparison
    if (differing === 0) return []
    const told = differences.slice(0, TOLD_MAX).map(toldOf).join(', ')
    const more = differing > TOLD_MAX ? `, and ${differing - TOLD_MAX} more` : ''
    return {
      code: 'readings-differ',
      message: `${other.source.input}:${other.source.firstLine} reads otherwise: ${told}${more}`,
    }
  })
}

function toldOf({ path, first, second }: Difference): string {
  return `${path} ${cut(second)} (here ${cut(first)})`
}

function cut(value: string): string {
  return value.length > 80 ? `${value.slice(0, 80)}…` : value
}
