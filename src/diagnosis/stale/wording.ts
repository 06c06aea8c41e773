import type { At, Finding } from '../../record/index.js'
import { amount } from '../amounts.js'
import { inLog, instant, moment, named, shellSafe } from '../evidence.js'
import { together } from '../order.js'
import { sumOf } from '../reservation.js'
import type { Chain } from './chain.js'
import { unitOf } from './evidence.js'
import type { Weighed } from './premises.js'
import type { Staleness } from './staleness.js'

export const STALE_REFERENCES = [
  'https://github.com/kubernetes/kubernetes/issues/88197',
  'https://github.com/kubernetes/kubernetes/issues/104289',
  'https://github.com/kubernetes/kubernetes/pull/102147',
]

export function titleOf({ origin, limit }: Chain): string {
  const hit = limit.event.type === 'oom' ? 'The limit that was hit' : 'The limit of all pods'
  return origin === undefined
    ? `${hit} is not the one that the node's configuration asks for`
    : `${hit} is older than the kubelet's configuration`
}

/** How many times the same happened before the order of events is not told again. */
const MOST_TOLD = 3

export function summaryOf(chains: readonly Chain[], staleness: Staleness, weighed: Weighed): string {
  const [chain, ...again] = chains
  if (chain === undefined) return ''
  return [
    inequality(chain, chains.length, staleness),
    originOf(chain),
    `Order${isDated(stepsOf(chain)) ? ' (UTC)' : ''}: ${inWords(stepsOf(chain))}.`,
    ...again.slice(0, MOST_TOLD - 1).map((one) => `Again: ${inWords(laterStepsOf(one), dayOf(chain))}.`),
    explanation(chain, weighed),
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ')
}

function inequality({ limit, expected, allocatable, reading }: Chain, count: number, staleness: Staleness) {
  const { bytes, owner, event } = limit
  const hit =
    event.type === 'oom'
      ? `The limit that was hit${count > 1 ? ` ${count} times` : ''} belongs to all pods of the node (${named(owner)}): ${amount(bytes)}`
      : `The limit of all pods of the node (${named(owner)}) is ${amount(bytes)}`
  let below: string | undefined
  if (staleness !== 'suspected') {
    if (allocatable !== undefined && bytes < allocatable.bytes)
      below = `${amount(allocatable.bytes - bytes)} below Allocatable ${amount(allocatable.bytes)}`
    else if (expected !== undefined)
      below = `${amount(expected.bytes - bytes)} below the ${amount(expected.bytes)} that the kubelet's configuration gives`
    else if (reading !== undefined)
      below = `${amount(reading.bytes - bytes)} below the ${amount(reading.bytes)} that was read before`
  }
  return below === undefined ? `${hit}.` : `${hit}. It is ${below}.`
}

function originOf({ origin, first, later, stored }: Chain): string | undefined {
  if (origin !== undefined)
    return `It equals the value that the kubelet computed at ${inLog(origin.reservation.event.at)}.`
  if (stored !== undefined)
    return `It equals what systemd holds, ${named(stored.event.property)} ${amount(stored.bytes)}.`
  if (first !== undefined && later !== undefined && sumOf(later) < sumOf(first))
    return `A later configuration reserves ${amount(sumOf(first) - sumOf(later))} less than the one of ${moment(first.event.at)}, so the limit should have risen.`
  return undefined
}

function dayOf({ limit }: Chain): string {
  return limit.event.at.iso?.slice(0, 10) ?? ''
}

interface Step {
  readonly what: string
  readonly at: At
  readonly more?: string
}

/** The steps that were read, in the order in which they happened. */
function stepsOf(chain: Chain): Step[] {
  const { origin, first, changed } = chain
  const steps: Step[] = []
  const computed = origin?.reservation ?? first
  if (computed !== undefined) steps.push({ what: 'limit computed', at: computed.event.at })
  if (changed !== undefined) steps.push({ what: 'configuration changed', at: changed.at })
  return [...steps, ...laterStepsOf(chain)]
}

/** The steps that each OOM has of its own. */
function laterStepsOf({ changed, enforced, reload, limit }: Chain): Step[] {
  const steps: Step[] = []
  if (enforced !== undefined)
    steps.push({
      what: 'limit enforced anew',
      at: enforced.at,
      ...(changed !== undefined && together(changed, enforced) ? { more: ' (in the same second)' } : {}),
    })
  if (reload !== undefined) steps.push({ what: 'systemd reload', at: reload.at })
  steps.push({ what: limit.event.type === 'oom' ? 'OOM' : 'limit read', at: limit.event.at })
  return steps
}

function isDated(steps: readonly Step[]): boolean {
  return steps.every(({ at }) => at.iso !== undefined)
}

/** Steps with their times; the date only where it is another one than before. */
function inWords(steps: readonly Step[], before = ''): string {
  let day = before
  return steps
    .map(({ what, at, more = '' }) => {
      const time = instant(at)
      const [date = '', clock] = at.iso === undefined ? [] : time.split('T')
      const shown = clock === undefined ? time : `${date === day ? '' : `${date} `}${clock.slice(0, 8)}`
      if (clock !== undefined) day = date
      return `${what} at ${shown}${more}`
    })
    .join(', ')
}

function explanation({ reload }: Chain, { verdict, otherCauses, canBeReload }: Weighed): string {
  const others =
    otherCauses.length === 0 ? undefined : `Another cause fits as well: ${otherCauses.join('; ')}.`
  if (!canBeReload) return others ?? ''
  const begin =
    reload === undefined
      ? 'A systemd reload that was not read would explain it:'
      : verdict === 'possible'
        ? 'The systemd reload may explain it:'
        : 'The systemd reload explains it:'
  return [
    begin,
    'kubelets before 1.21.2 and 1.22, which fixed it, set a new limit in the cgroup only,',
    "and a reload puts back that of the boot's first start.",
    'Restarting the kubelet helps only until the next reload.',
    ...(others === undefined ? [] : [others]),
  ].join(' ')
}

/** What to run to verify it and to live with it until the upgrade. */
export function nextSteps({ limit, expected, allocatable }: Chain, canBeReload: boolean): string[] {
  const version = limit.event.type === 'oom' ? limit.event.cgroup?.version : undefined
  const unit = shellSafe(unitOf(limit.owner), 'kubepods.slice')
  const node = shellSafe(allocatable?.event.node, '<node>')
  return [
    `systemctl show ${unit} -p MemoryLimit -p MemoryMax -p ActiveEnterTimestamp`,
    ...cats(FOLDER.test(limit.owner) ? limit.owner : `/${unit}`, version),
    `kubectl get node ${node} -o jsonpath='{.status.allocatable.memory}'`,
    'journalctl -b _PID=1 | grep -iE "reload|reexec"',
    ...(expected === undefined
      ? []
      : [
          `systemctl set-property --runtime ${unit} ${version === 2 ? 'MemoryMax' : 'MemoryLimit'}=${expected.bytes}  # until the next boot${version === undefined ? '; cgroup v2: MemoryMax' : ''}`,
        ]),
    ...(canBeReload ? ['upgrade the kubelet to 1.21.2, 1.22 or later, and reboot the node once'] : []),
  ]
}

/** A path that a shell takes as it stands. */
const FOLDER = /^(?:\/[A-Za-z0-9_.@:-]{1,128}){1,8}$/

/** What the cgroup itself has: the hierarchy is known where the OOM tells its version. */
function cats(folder: string, version: number | undefined): string[] {
  return [
    ...(version === 2 ? [] : [`cat /sys/fs/cgroup/memory${folder}/memory.limit_in_bytes`]),
    ...(version === 1
      ? []
      : [`cat /sys/fs/cgroup${folder}/memory.max${version === 2 ? '' : '  # cgroup v2'}`]),
  ]
}

export function overturnedBy({ limit }: Chain): Finding['overturnedBy'] {
  return `systemd holding another value than ${amount(limit.bytes)} for the cgroup, a kubelet of 1.21.2 or later, or the right limit being read after the reload`
}
