import { victimRssOf } from '../../figures/index.js'
import type { Document, Event, Input, OomEvent, Problem, StreamRecord, Victim } from '../../record/index.js'
import { limitPath } from '../place.js'
import { Family } from './family.js'
import { METRICS, type MetricKey } from './metrics.js'

type Families = Record<MetricKey, Family>

/**
 * What is known of the logs as metrics, in the text format of Prometheus that is valid OpenMetrics as well. Takes the records one
 * by one and keeps sums of them: its memory does not grow with the log.
 */
export class Exposition {
  readonly #families: Families = Object.fromEntries(
    Object.entries(METRICS).map(([key, metric]) => [key, new Family(metric)]),
  ) as Families
  #ooms = 0

  /** @param version of the program */
  constructor(version: string) {
    const { build, inputs, lines, gaps, events } = this.#families
    build.set([version], 1)
    // None is a count as well, and what an alert compares with.
    for (const family of [inputs, lines, gaps]) family.add([], 0)
    events.add(['oom'], 0)
  }

  take(record: StreamRecord): void {
    switch (record.record) {
      case 'event':
        this.#event(record)
        break
      case 'input':
        this.#input(record)
        break
      case 'finding':
        this.#families.findings.add([record.rule, record.verdict])
        break
      case 'problem':
        this.#problems([record])
        break
      default:
        record satisfies never
    }
  }

  /** @param events what was kept of a log that was handed on while it was read, with the instants that all of it tells */
  end(events: readonly Event[] = []): string {
    const ooms = events.filter((event) => event.type === 'oom')
    if (ooms.length === this.#ooms) {
      this.#families.last = new Family(METRICS.last)
      this.#families.undated = new Family(METRICS.undated)
      for (const oom of ooms) this.#date(oom)
    }
    for (const { name, unlisted } of Object.values(this.#families))
      if (unlisted > 0) this.#families.unlisted.set([name], unlisted)
    return `${Object.values(this.#families)
      .map((family) => family.text())
      .join('')}# EOF\n`
  }

  #event(event: Event): void {
    const { events, allocationFailures } = this.#families
    events.add([event.type])
    this.#problems(event.problems)
    if (event.type === 'oom') this.#oom(event)
    if (event.type === 'page-allocation-failure') allocationFailures.add([event.host, event.kind])
  }

  #oom(oom: OomEvent): void {
    const { host, scope, outcome, cgroup = {}, completeness } = oom
    const { ooms, incomplete, atLimit, limit, usage, failures } = this.#families
    const kind = cgroup.limitOwnerIdentity?.kind
    ooms.add([host, scope, outcome, kind])
    incomplete.add([host], completeness.complete ? 0 : 1)
    this.#ooms++
    this.#date(oom)
    for (const victim of oom.victims) this.#victim(oom, victim)
    const path = limitPath(cgroup)
    if (scope !== 'memcg' || path === undefined) return
    const labels = [host, path, kind]
    atLimit.add(labels)
    limit.set(labels, numberOf(cgroup.memory?.limitBytes))
    usage.set(labels, numberOf(cgroup.memory?.usageBytes))
    failures.set(labels, cgroup.memory?.failcnt)
  }

  #date({ host, at: { epochMs } }: OomEvent): void {
    this.#families.last.raise([host], epochMs === undefined ? undefined : epochMs / 1000)
    this.#families.undated.add([host], epochMs === undefined ? 1 : 0)
  }

  #victim(oom: OomEvent, victim: Victim): void {
    const { victims, victimRss } = this.#families
    const home = isAtHome(oom, victim) ? oom.cgroup?.victimIdentity : undefined
    const labels = [oom.host, victim.comm, home?.podUid, home?.containerId]
    victims.add(labels)
    victimRss.raise(labels, victimRssOf(victim))
  }

  #input({ lines, gaps, problems }: Input): void {
    this.#families.inputs.add([])
    this.#families.lines.add([], lines)
    this.#families.gaps.add([], gaps.length)
    this.#problems(problems)
  }

  #problems(problems: readonly Problem[]): void {
    for (const { code } of problems) this.#families.problems.add([code])
  }
}

/** The same of a document. */
export function renderPrometheus({ generator, events, inputs, findings, problems }: Document): string {
  const exposition = new Exposition(generator.version)
  for (const event of events) exposition.take({ record: 'event', ...event })
  for (const input of inputs) exposition.take({ record: 'input', ...input })
  for (const finding of findings) exposition.take({ record: 'finding', ...finding })
  for (const problem of problems) exposition.take({ record: 'problem', ...problem })
  return exposition.end(events)
}

/** The dump names the cgroup of the process that was chosen; one that dies with it can live elsewhere. */
function isAtHome({ victims, cgroup }: OomEvent, victim: Victim): boolean {
  if (victim.why === 'group') return cgroup?.groupKill !== undefined && cgroup.groupKill === cgroup.victimHome
  return victim === victims[0] && victim.why !== 'child'
}

/** "No limit" is no number. */
function numberOf(value: number | 'unlimited' | undefined): number | undefined {
  return value === 'unlimited' ? undefined : value
}
