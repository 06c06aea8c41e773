import type { Finding, KubeletEviction, LimitObserved, OomEvent } from '../../../record/index.js'
import { amount } from '../../amounts.js'
import type { Case } from '../../case.js'
import { type HardThreshold, hardThreshold } from '../../eviction-threshold.js'
import { EvidenceLines, moment } from '../../evidence.js'
import { isBefore, near, surelyBefore } from '../../order.js'
import { bracketed, inWords, printedAt } from '../../printed.js'
import type { Rule } from '../../rule.js'
import { addCapacity } from '../../stale/evidence.js'

const RULE = 'eviction-too-late'
const REFERENCES = [
  'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#node-out-of-memory-behavior',
]

/** The eviction manager looks every 10 s in all versions; its lines come a little later. */
const LAST_LOOK_MS = 15_000

type Look = KubeletEviction | LimitObserved

export const evictionTooLate: Rule = {
  id: RULE,
  question: 'Did the OOM come before the eviction threshold could act?',
  needs: ['oom', 'kubelet-node-config', 'kubelet-eviction', 'limit-observed'],
  decide(one) {
    return one.of('oom').flatMap((oom) => decideOne(one, oom))
  },
}

function decideOne(one: Case, oom: OomEvent): Finding[] {
  const signal = signalOf(oom)
  const threshold =
    signal === undefined ? undefined : hardThreshold(one, (config) => isBefore(config, oom) !== 'no')
  if (signal === undefined || threshold === undefined) return []
  const look = lastLook(looksOf(one, signal).filter((each) => begunBefore(each, oom)))
  if (look === undefined)
    return looksOf(one, signal).length > 0 ? [] : [cannotTell(one, oom, signal, threshold)]
  const least = look.leastAvailableBytes ?? look.availableBytes
  if (least === undefined || least <= threshold.bytes) return []
  const last = look.lastAt ?? look.at
  const seen = printedAt(look, 'leastAvailableBytes', least)
  const isOver = surelyBefore(look, oom)
  if (isOver && !near(last, oom.at, LAST_LOOK_MS)) return []
  const seconds = isOver ? secondsBetween(look, oom) : undefined
  return [
    {
      rule: RULE,
      verdict: isOver ? 'confirmed' : 'likely',
      title: 'The OOM came before the eviction threshold could act',
      summary: `${
        seconds === undefined
          ? `In a run of looks that goes on past the OOM, the eviction manager never saw less than ${amount(least)}`
          : `At its last look, ${seconds} s before the OOM, the eviction manager had never seen less than ${amount(least)}`
      } of ${signal}, above the threshold of ${amount(threshold.bytes)}. ${isOver ? 'It looks every 10 s, and memory was used up faster than that.' : paceOf(look)}`,
      events: [oom.id],
      evidence: linesOf(threshold)
        .add(look, `observed ${signal}: never less than ${inWords(seen)} (until ${moment(last)})`, seen.line)
        .add(oom, 'OOM')
        .inOrder(one),
      missing: isOver ? [] : ['kubelet log: each observation; a run of them goes on past the OOM'],
      overturnedBy: 'an observation below the threshold before the OOM',
      next: [
        'raise evictionHard memory.available, or the reservations',
        'give the pods that grow fastest a limit of their own',
      ],
      references: REFERENCES,
    },
  ]
}

/** What the eviction manager measures where this OOM was raised. */
function signalOf({
  scope,
  cgroup,
}: OomEvent): 'memory.available' | 'allocatableMemory.available' | undefined {
  if (cgroup?.limitOwnerIdentity?.kind === 'kubernetes-node') return 'allocatableMemory.available'
  return scope === 'global' ? 'memory.available' : undefined
}

function linesOf({ printed, fraction, capacity }: HardThreshold): EvidenceLines {
  const below =
    capacity === undefined ? inWords(printed) : `${fraction} of the capacity (${bracketed(printed.bytes)})`
  const lines = new EvidenceLines().add(printed.event, `evictionHard memory.available below ${below}`)
  if (capacity !== undefined) addCapacity(lines, capacity)
  return lines
}

/** On a busy node the looks come late: then it is not said that the memory was used up within 10 s. */
function paceOf({ at, lastAt, count }: Look): string {
  const begun = 'It is to look every 10 s; the memory was used up between two looks'
  const span = (lastAt?.epochMs ?? Number.NaN) - (at.epochMs ?? Number.NaN)
  const mean = span / ((count ?? 1) - 1)
  return Number.isFinite(mean) && mean > LAST_LOOK_MS
    ? `${begun}, which came ${(mean / 1000).toFixed(1)} s apart on average.`
    : `${begun}.`
}

function looksOf(one: Case, signal: string): Look[] {
  return signal === 'memory.available'
    ? one.of('kubelet-eviction').filter((event) => event.phase === 'observation' && event.signal === signal)
    : one.of('limit-observed').filter(({ property }) => property === signal)
}

/** The series that goes on longest: copies of a log can hold the beginning of another's. */
function lastLook(looks: readonly Look[]): Look | undefined {
  let last: Look | undefined
  for (const look of looks) if (last === undefined || endOf(look) >= endOf(last)) last = look
  return last
}

function endOf({ at, lastAt }: Look): number {
  return (lastAt ?? at).epochMs ?? Number.NEGATIVE_INFINITY
}

function begunBefore(look: Look, oom: OomEvent): boolean {
  return surelyBefore({ at: look.at, source: { ...look.source, lastLine: look.source.firstLine } }, oom)
}

function secondsBetween(look: Look, oom: OomEvent): string | undefined {
  const end = (look.lastAt ?? look.at).epochMs
  return end === undefined || oom.at.epochMs === undefined
    ? undefined
    : ((oom.at.epochMs - end) / 1000).toFixed(1)
}

function cannotTell(one: Case, oom: OomEvent, signal: string, threshold: HardThreshold): Finding {
  return {
    rule: RULE,
    verdict: 'cannot-tell',
    title: 'Whether eviction could have come first cannot be told',
    summary: `The kubelet evicts below ${amount(threshold.bytes)}. What it saw before the OOM was not logged.`,
    events: [oom.id],
    evidence: linesOf(threshold).add(oom, 'OOM').inOrder(one),
    missing: [`kubelet log: observations of ${signal} (verbosity 3 and up)`],
    next: ['kubectl get events -A | grep -i evict'],
    references: REFERENCES,
  }
}
