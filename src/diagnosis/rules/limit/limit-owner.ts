import { type Bounded, boundedCounters, limitHit } from '../../../figures/index.js'
import type { CgroupIdentity, OomEvent } from '../../../record/index.js'
import { short } from '../../amounts.js'
import { type Answer, oomRule, type SaidLine } from '../../dump-rule.js'
import { named, shellSafe } from '../../evidence.js'
import { machineOwner } from './machine-owner.js'
import { homeWords, ownerWords } from './owner-words.js'
import { fitting, listed, saidCounter } from './said.js'

export const limitOwner = oomRule({
  id: 'limit-owner',
  question: 'Whose limit was hit?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files'],
  decide(dump) {
    if (dump.scope !== 'memcg') return machineOwner(dump)
    return dump.cgroup?.limitOwner === undefined ? withoutOwner(dump) : ofCgroup(dump, dump.cgroup.limitOwner)
  },
})

function ofCgroup(dump: OomEvent, owner: string): Answer {
  const { cgroup } = dump
  const { subject, its } = ownerWords(cgroup?.limitOwnerIdentity, owner)
  const counters = boundedCounters(dump)
  const reached = counters.filter((one) => one.reached)
  const limit = limitHit(counters) ?? counters[0]
  const which = limit === undefined ? 'a memory limit' : `${its} ${limit.name} limit`
  const amount = limit === undefined ? '' : ` of ${short(limit.limitBytes)}`
  const missing = doubtsOf(dump, owner)
  return {
    verdict: missing.length > 0 ? 'likely' : 'confirmed',
    title: fitting(`${subject} hit ${which}${amount}`, `${subject} hit ${which}`),
    summary: [
      `The limit belongs to ${named(owner)}${homeOf(dump, owner)}.`,
      ...inNumbers(counters, reached),
      ...refusals(limit),
    ].join(' '),
    lines: linesOf(dump, counters),
    ...(limit === undefined ? {} : { figures: figuresOf(limit) }),
    missing,
    overturnedBy: 'a line of this dump that names another cgroup as the one over its limit',
    next: [
      unitCommand(cgroup?.limitOwnerIdentity),
      'compare the limit with what was configured: memory.max, MemoryMax=, resources.limits.memory',
    ],
  }
}

/** A console that drops characters takes them out of the middle of a path as well. */
const GARBLED = new Set(['damaged-line', 'console-overrun'])

function doubtsOf({ cgroup, problems }: OomEvent, owner: string): string[] {
  if (problems.some(({ code }) => code === 'cut-path'))
    return ['kernel log: the whole path of the cgroup (it is cut in this dump)']
  const home = cgroup?.victimHome
  // Where the killed process ran in it or below it, the path stands there twice.
  const isReadTwice = home === owner || home?.startsWith(`${owner}/`) === true
  return isReadTwice || !problems.some(({ code }) => GARBLED.has(code))
    ? []
    : ['kernel log: the dump without garbled lines (dmesg or the journal, not the console)']
}

function unitCommand(identity: CgroupIdentity | undefined): string {
  const { unit, containerId } = identity ?? {}
  return unit === undefined || containerId !== undefined
    ? 'systemd-cgls  # who runs in the cgroup'
    : `systemd-cgls --unit ${shellSafe(unit, '<the unit>')}  # who runs in it`
}

/** Where the killed process lived, as seen from the owner of the limit. */
function homeOf({ cgroup }: OomEvent, owner: string): string {
  const home = cgroup?.victimHome
  if (home === undefined) return ''
  if (home === owner) return ', the cgroup of the killed process itself'
  const words = homeWords(cgroup?.victimIdentity)
  return home.startsWith(owner === '/' ? '/' : `${owner}/`)
    ? `; the killed process ran below it, in ${words}`
    : `; the killed process ran in ${words}`
}

function inNumbers(counters: readonly Bounded[], reached: readonly Bounded[]): string[] {
  if (counters.length === 0) return []
  const words = (list: readonly Bounded[]) =>
    listed(
      list.map(
        ({ name, usageBytes, limitBytes }) => `${short(usageBytes)} of ${short(limitBytes)} of ${name}`,
      ),
    )
  const below = counters.filter((one) => !one.reached)
  if (reached.length > 0) {
    const rest = below.length === 0 ? '' : `, and below the limit ${words(below)}`
    return [`In use were ${words(reached)}${rest}.`]
  }
  return [
    `When the dump was printed ${words(below)} were in use: less than the limit, so some was freed after the charge had failed, or the limit was raised.`,
  ]
}

function refusals(limit: Bounded | undefined): string[] {
  const failcnt = limit?.counter.failcnt
  if (failcnt === undefined || failcnt === 0) return []
  return [`${failcnt} charges have failed at it so far, which is not the number of OOMs.`]
}

function linesOf({ cgroup, constraint }: OomEvent, counters: readonly Bounded[]): SaidLine[] {
  const said =
    constraint?.oomMemcg === undefined
      ? 'names the cgroup whose limit was hit'
      : 'names the cgroup whose limit was hit: oom_memcg'
  return [
    { line: cgroup?.ownerLine ?? constraint?.line, says: said },
    ...counters.map(({ counter }) => saidCounter(counter)),
  ]
}

function figuresOf({ usageBytes, limitBytes, counter }: Bounded): NonNullable<Answer['figures']> {
  const { failcnt } = counter
  return { usageBytes, limitBytes, ...(failcnt === undefined ? {} : { failedChargesCount: failcnt }) }
}

/** The kill line says "Memory cgroup", and the lines with the path are lost. */
function withoutOwner(dump: OomEvent): Answer {
  const counters = boundedCounters(dump)
  return {
    verdict: 'cannot-tell',
    title: 'A cgroup hit its memory limit, and which one was not read',
    summary:
      'The dump is that of a memory cgroup; the line that names the cgroup over its limit was not read.',
    lines: [
      ...counters.map(({ counter }) => saidCounter(counter)),
      { line: dump.victims[0]?.line, says: 'Memory cgroup out of memory' },
    ],
    missing: ['kernel log: the cgroup ("oom_memcg=…", or "Task in … killed as a result of limit of …")'],
    next: ['journalctl -k  # the whole dump'],
  }
}
