import type { Finding, OomEvent, SystemdReload } from '../../../record/index.js'
import { amount } from '../../amounts.js'
import type { Case } from '../../case.js'
import { EvidenceLines, MOST_SHOWN, moment, named, shellSafe } from '../../evidence.js'
import { addTo } from '../../grouped.js'
import { beginOf, type LimitReading, limitOf, printedLimit } from '../../limits.js'
import { surelyBefore } from '../../order.js'
import { inWords } from '../../printed.js'
import type { Rule } from '../../rule.js'
import { unitOf } from '../../stale/evidence.js'
import { bootOf, type LimitFacts, limitFactsOf } from '../../stale/facts.js'
import { reloadBetween } from '../../stale/reload.js'
import { STALE_REFERENCES } from '../../stale/wording.js'

const RULE = 'limit-overwritten-by-systemd'

interface Overwritten {
  readonly oom: OomEvent
  readonly owner: string
  readonly limitBytes: number
  readonly stored: LimitReading
  readonly good: LimitReading
  readonly reload?: SystemdReload
}

export const limitOverwrittenBySystemd: Rule = {
  id: RULE,
  question: 'Who put the old limit back?',
  needs: ['oom', 'limit-observed', 'systemd-reload'],
  decide(one) {
    const facts = limitFactsOf(one)
    const found = new Map<string, Overwritten[]>()
    const open: OomEvent[] = []
    for (const oom of one.of('oom')) {
      const overwritten = overwrittenBy(facts, oom)
      if (overwritten === undefined) continue
      if (overwritten === 'cannot-tell') {
        open.push(oom)
        continue
      }
      const { owner, limitBytes, reload } = overwritten
      const key = JSON.stringify([owner, limitBytes, reload === undefined])
      addTo(found, key, overwritten)
    }
    const findings = [...found.values()].flatMap((same) => findingOf(one, same))
    return open.length === 0 ? findings : [...findings, cannotTell(one, open)]
  },
}

/** The limit equals systemd's property and a higher one was read before: cannot be told where one reading lacks. */
function overwrittenBy(facts: LimitFacts, oom: OomEvent): Overwritten | 'cannot-tell' | undefined {
  const owner = oom.cgroup?.limitOwner
  const limitBytes = limitOf(oom)
  if (owner === undefined || limitBytes === undefined || !isUnit(owner)) return undefined
  const inBoot = bootOf(facts, oom)
  const allStored = facts.readings.stored(owner).filter(({ event }) => inBoot(event))
  const stored = allStored.find(({ bytes }) => bytes === limitBytes)
  const good = facts.readings
    .inForce(owner)
    .findLast(
      (reading) =>
        reading.bytes - limitBytes >= oom.pageSizeBytes &&
        inBoot(reading.event) &&
        surelyBefore(beginOf(reading), oom),
    )
  if (
    good === undefined ||
    allStored.some(({ bytes, event }) => bytes === good.bytes && surelyBefore(event, oom))
  )
    return undefined
  if (stored === undefined) return allStored.length === 0 ? 'cannot-tell' : undefined
  // From the first sample on: the last one of a series can be older than it says.
  const { reload } = reloadBetween(facts, beginOf(good), oom, good)
  return { oom, owner, limitBytes, stored, good, ...(reload === undefined ? {} : { reload }) }
}

function isUnit(owner: string): boolean {
  return /\.(?:slice|scope|service)$/.test(owner)
}

function findingOf(one: Case, same: readonly Overwritten[]): Finding[] {
  const [first] = same
  if (first === undefined) return []
  const { owner, limitBytes, stored, good, reload } = first
  const lines = new EvidenceLines()
  for (const each of same.slice(0, MOST_SHOWN)) {
    const was = printedLimit(each.good.event, each.good.bytes)
    const hit = printedLimit(each.oom, limitBytes)
    const held = printedLimit(each.stored.event, each.stored.bytes)
    lines
      .quote(was, `${named(each.good.event.property)} was ${inWords(was)} (${named(owner)})`)
      .add(each.reload, 'systemd reload: systemd wrote the properties that it holds to the cgroups again')
      .quote(hit, `OOM at ${inWords(hit)}`)
      .quote(held, `systemd holds ${named(each.stored.event.property)} ${inWords(held)}`)
  }
  const unit = shellSafe(unitOf(owner), 'kubepods.slice')
  return [
    {
      rule: RULE,
      verdict: reload === undefined ? 'likely' : 'confirmed',
      title: 'systemd put its own limit back',
      summary: `${named(owner)} had a limit of ${amount(good.bytes)}, and the OOM hit ${amount(limitBytes)}: exactly what systemd holds as ${named(stored.event.property)}. ${
        reload === undefined
          ? 'That systemd was reloaded between the two is inferred.'
          : `systemd was reloaded between the two, at ${moment(reload.at)}, and writes what it holds then.`
      }`,
      events: same.map(({ oom }) => oom.id),
      evidence: lines.inOrder(one),
      missing:
        reload === undefined ? ['systemd journal: a daemon-reload between the reading and the OOM'] : [],
      overturnedBy: `somebody else writing ${amount(limitBytes)} to the cgroup after the reading`,
      next: [
        `systemctl show ${unit} -p MemoryLimit -p MemoryMax`,
        `systemctl cat ${unit}  # the drop-in's time is that of the last change of the property`,
      ],
      references: STALE_REFERENCES,
    },
  ]
}

function cannotTell(one: Case, ooms: readonly OomEvent[]): Finding {
  const lines = new EvidenceLines()
  for (const oom of ooms.slice(0, MOST_SHOWN)) lines.add(oom, 'OOM at a lower limit than was read before')
  return {
    rule: RULE,
    verdict: 'cannot-tell',
    title: 'Who lowered the limit cannot be told',
    summary:
      'The limit that was hit is lower than the one that was read before. What systemd holds was not read.',
    events: ooms.map(({ id }) => id),
    evidence: lines.inOrder(one),
    missing: ["node facts: systemd's property of the cgroup (systemctl show)"],
    next: ['systemctl show kubepods.slice -p MemoryLimit -p MemoryMax'],
    references: STALE_REFERENCES,
  }
}
