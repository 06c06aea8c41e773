import type { At, Document, Event, EventType, OomEvent } from '../../record/index.js'
import { isDump } from '../../record/is-dump.js'
import type { Said } from './fit.js'

/** What can change a limit, or what there is to limit, in a word or two. */
const CHANGES: Partial<Record<EventType, string>> = {
  'config-file-modified': 'config changed',
  'kubelet-config-change': 'kubelet config changed',
  'kubelet-start': 'kubelet start',
  'kubelet-allocatable-enforced': 'limit of pods set',
  'kubelet-eviction': 'eviction',
  'systemd-reload': 'systemd reload',
  boot: 'boot',
}

const SHOWN = 4
/** Further back than so many changes nothing more is looked for. */
const LOOKED_AT = 500

/** What changed on the machine before the OOM and how long before, the last change first; that nothing is known is said. */
export function before(event: OomEvent, document: Document): Said[] {
  const { changes, before: count } = changesOf(document)
  const said: Said[] = []
  const seen = new Set<EventType>()
  const last = (count.get(event.id) ?? 0) - 1
  for (let index = last; index > last - LOOKED_AT && said.length < SHOWN; index--) {
    const one = changes[index]
    if (one === undefined) break
    if (seen.has(one.type) || isOfOther(one, event)) continue
    seen.add(one.type)
    said.push(words(one, event))
  }
  if (said.length > 0) return said
  return isKernelOnly(document)
    ? ["not known: only the kernel's log was read"]
    : ['no change of a configuration or a limit was read']
}

interface Changes {
  readonly changes: readonly Event[]
  /** How many of them are before an OOM, by its id. */
  readonly before: ReadonlyMap<string, number>
}

/** A log can have ten thousand OOMs: its changes are gathered once. */
const GATHERED = new WeakMap<Document, Changes>()

function changesOf(document: Document): Changes {
  const known = GATHERED.get(document)
  if (known !== undefined) return known
  const changes: Event[] = []
  const before = new Map<string, number>()
  for (const event of document.events) {
    if (event.type === 'oom') before.set(event.id, changes.length)
    if (isChange(event)) changes.push(event)
  }
  const gathered = { changes, before }
  GATHERED.set(document, gathered)
  return gathered
}

function isKernelOnly({ events, inputs }: Document): boolean {
  return (
    inputs.every(({ kinds }) => kinds.every((kind) => kind === 'kernel-log')) &&
    events.every((one) => isDump(one) || one.type === 'boot')
  )
}

/** The kubelet reads its static pods and measures its thresholds all the time: that changes nothing. */
function isChange(event: Event): boolean {
  if (event.type === 'kubelet-config-change') return event.what !== 'static-pods'
  if (event.type === 'kubelet-eviction') return event.phase === 'evicting' || event.phase === 'evicted'
  // Without a time it says nothing: every log begins some time after a boot.
  if (event.type === 'boot') return event.at.epochMs !== undefined
  return isDump(event) || event.type in CHANGES
}

function words(one: Event, event: OomEvent): Said {
  const when = ago(one, event)
  if (one.type === 'oom') return `${one.id}${isSameLimit(one, event) ? ' at the same limit' : ''}${when}`
  if (one.type === 'page-allocation-failure') return `failed allocation${when}`
  const short = `${CHANGES[one.type] ?? ''}${when}`
  return one.type === 'config-file-modified' ? [`${fileName(one.path)} changed${when}`, short] : short
}

function isSameLimit({ cgroup }: OomEvent, event: OomEvent): boolean {
  return cgroup?.limitOwner !== undefined && cgroup.limitOwner === event.cgroup?.limitOwner
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function isOfOther({ host }: Event, event: OomEvent): boolean {
  return host !== undefined && event.host !== undefined && host !== event.host
}

/** ` (2 h 4 min)` */
function ago({ at }: Event, event: OomEvent): string {
  const passed = secondsBetween(at, event.at)
  if (passed === undefined) return ''
  const seconds = Math.max(0, Math.floor(passed))
  if (seconds < 60) return ` (${seconds} s)`
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours < 1) return ` (${minutes} min)`
  return hours < 48 ? ` (${hours} h ${minutes % 60} min)` : ` (${Math.floor(hours / 24)} d)`
}

/** By the instants, or by the time since a boot: a clock that went back is that of another boot. */
function secondsBetween(earlier: At, later: At): number | undefined {
  if (earlier.epochMs !== undefined && later.epochMs !== undefined)
    return (later.epochMs - earlier.epochMs) / 1000
  if (earlier.monotonicSec === undefined || later.monotonicSec === undefined) return undefined
  const passed = later.monotonicSec - earlier.monotonicSec
  return passed < 0 ? undefined : passed
}
