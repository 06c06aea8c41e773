import type { Finding, OomEvent } from '../../../record/index.js'
import { inKb, short } from '../../amounts.js'
import { inLog, MOST_SHOWN, named, times } from '../../evidence.js'
import { evidenceOf } from '../../evidence-of.js'
import { limitOf } from '../../limits.js'
import type { Rule } from '../../rule.js'
import { duration, typicalGap } from './gaps.js'
import { type Recurrence, recurrencesOf } from './recurrence.js'

const RULE = 'repeat'
const REFERENCES = ['https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/']

export const repeat: Rule = {
  id: RULE,
  question: 'Is it the same OOM again and again?',
  needs: ['oom'],
  decide: (one) => recurrencesOf(one).map((each) => findingOf(each, one.notKept.has('oom'))),
}

/** @param isPart there were more OOMs than were kept */
function findingOf({ ooms, comm, by }: Recurrence, isPart: boolean): Finding {
  const [first] = ooms
  const last = ooms.at(-1) ?? first
  const gap = typicalGap(ooms)
  const counted = grew(ooms)
  const atLeast = isPart ? 'at least ' : ''
  const isSideBySide = by === 'likeness' && ranSideBySide(ooms, gap)
  return {
    rule: RULE,
    verdict: by === 'cgroup' ? 'confirmed' : isSideBySide ? 'possible' : 'likely',
    title: TITLES[first.scope === 'memcg' ? by : 'machine'](`${atLeast}${ooms.length}`),
    summary: [
      `${named(comm)} was killed ${atLeast}${times(ooms.length)} ${whose(first, by)}, first at ${inLog(first.at)}, last at ${inLog(last.at)}${gapWords(gap, ooms.length)}.`,
      ...heldWords(ooms),
      ...limitWords(first, last),
      ...(counted === undefined ? [] : [`failcnt went from ${counted.from} to ${counted.to}.`]),
    ].join(' '),
    events: ooms.map(({ id }) => id),
    evidence: shown(ooms).flatMap(linesOf),
    missing: isSideBySide ? [...MISSING[by], AT_ONCE] : MISSING[by],
    overturnedBy: 'kills of different programs that have one name',
    next: [
      'find out whether the use grows with time (a leak) or with the load: a graph of it between two kills',
      'journalctl -k -g "Killed process"  # since when',
    ],
    references: REFERENCES,
    figures: figuresOf(ooms, last, gap, counted),
  }
}

const TITLES: Record<Recurrence['by'] | 'machine', (count: string) => string> = {
  machine: (count) => `The same OOM again: ${count} kills of one command`,
  cgroup: (count) => `The same OOM again: ${count} kills of one command in one cgroup`,
  pod: (count) => `The same OOM again: ${count} kills of one command in one pod`,
  likeness: (count) => `Much the same OOM again: ${count} kills of one command`,
}

const MISSING: Record<Recurrence['by'], string[]> = {
  cgroup: [],
  pod: ['that it is one container of the pod: its cgroup is another one each time (kubectl describe pod)'],
  likeness: ['that they are of one workload: only the command and the limit are the same'],
}

const AT_ONCE =
  'that one was made after the other: by the times of the kills, or their pids, they ran at the same time'

/** What is made anew takes a second at least, and gets a pid above the old one's (until they begin again). */
function ranSideBySide(ooms: readonly OomEvent[], gap: number | undefined): boolean {
  const pids = ooms.map(({ victims }) => victims[0]?.pid ?? 0)
  return (gap ?? Number.POSITIVE_INFINITY) < 1000 || pids.some((pid, at) => pid < (pids[at - 1] ?? 0))
}

function gapWords(gap: number | undefined, count: number): string {
  return gap === undefined ? '' : `, ${count === 2 ? '' : 'typically '}${duration(gap)} apart`
}

/** The first ones, and the last. */
function shown(ooms: readonly OomEvent[]): OomEvent[] {
  const most = MOST_SHOWN / 2
  return ooms.length <= most ? [...ooms] : [...ooms.slice(0, most - 1), ...ooms.slice(-1)]
}

function linesOf(oom: OomEvent): Finding['evidence'] {
  const [victim] = oom.victims
  const memory = oom.cgroup?.memory
  const limit = limitOf(oom)
  const failcnt = memory?.failcnt === undefined ? '' : `, failcnt ${memory.failcnt}`
  const anon = victim?.anonRssBytes === undefined ? '' : `, anon-rss ${inKb(victim.anonRssBytes)}`
  return [
    ...(limit === undefined || memory?.line === undefined
      ? []
      : [evidenceOf(oom, `limit ${inKb(limit)}${failcnt}`, memory.line)]),
    evidenceOf(oom, victim?.line === undefined ? 'an OOM' : `killed: ${victim.pid}${anon}`, victim?.line),
  ]
}

function whose({ scope, cgroup }: OomEvent, by: Recurrence['by']): string {
  if (scope === 'global') return 'when the whole machine was out of memory'
  if (scope !== 'memcg') return 'when the nodes that it may use were out of memory'
  const owner = cgroup?.limitOwnerIdentity
  const isPod = owner?.kind === 'kubernetes-pod'
  if (by === 'likeness') return `in ${isPod ? 'pods' : 'containers'} that have one limit`
  const pod = owner?.podUid ?? owner?.staticPodHash
  if (pod === undefined) return `at the limit of ${named(cgroup?.limitOwner ?? '')}`
  return `at the limit of ${isPod ? '' : 'a container of '}pod ${named(pod)}`
}

/** What the victims held: about the same each time, or more and more. */
function heldWords(ooms: readonly OomEvent[]): string[] {
  const held = anonOf(ooms)
  if (held === undefined) return []
  const [least, most] = [short(held.least), short(held.most)]
  if (held.isGrowing && least !== most)
    return [`Its anonymous memory was more each time: ${least} at first, ${most} at last.`]
  return [`It held ${least === most ? least : `${least} to ${most}`} of anonymous memory each time.`]
}

function anonOf(ooms: readonly OomEvent[]): { least: number; most: number; isGrowing: boolean } | undefined {
  let [least, most, isGrowing] = [Number.POSITIVE_INFINITY, -1, true]
  for (const { victims } of ooms) {
    const anon = victims[0]?.anonRssBytes
    if (anon === undefined) return undefined
    isGrowing &&= anon > most
    least = Math.min(least, anon)
    most = Math.max(most, anon)
  }
  return { least, most, isGrowing }
}

function limitWords(first: OomEvent, last: OomEvent): string[] {
  const [from, to] = [limitOf(first), limitOf(last)]
  if (from === undefined || to === undefined) return []
  return [from === to ? `The limit is ${short(to)}.` : `The limit went from ${short(from)} to ${short(to)}.`]
}

/** Failed charges of one cgroup only grow; where they fall, the cgroup was made anew. */
function grew(ooms: readonly OomEvent[]): { from: number; to: number } | undefined {
  let counted: { from: number; to: number } | undefined
  const owner = ooms[0]?.cgroup?.limitOwner
  for (const { cgroup } of ooms) {
    const count = cgroup?.memory?.failcnt
    if (count === undefined || cgroup?.limitOwner !== owner || count < (counted?.to ?? 0)) return undefined
    counted = { from: counted?.from ?? count, to: count }
  }
  return counted?.from === counted?.to ? undefined : counted
}

function figuresOf(
  ooms: readonly OomEvent[],
  last: OomEvent,
  gap: number | undefined,
  counted: { from: number; to: number } | undefined,
): NonNullable<Finding['figures']> {
  const anon = anonOf(ooms)
  const limit = limitOf(last)
  return {
    killCount: ooms.length,
    ...(gap === undefined ? {} : { typicalGapMs: Math.floor(gap) }),
    ...(limit === undefined ? {} : { limitBytes: limit }),
    ...(anon === undefined ? {} : { leastAnonBytes: anon.least, mostAnonBytes: anon.most }),
    ...(counted === undefined ? {} : { firstFailcnt: counted.from, lastFailcnt: counted.to }),
  }
}
