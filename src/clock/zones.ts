import { tzOffset } from '@date-fns/tz'
import { isOffset, isTimezone, minutesOf } from '../stamp/index.js'
import { firstIndex } from './search.js'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** All changes of offset fall on a quarter of an hour: within one, the offset is asked for once. */
const SLOT = 15 * MINUTE
const MOST_SLOTS = 4096
/** Farther than this from what was seen, the clocks may have been changed for summer or winter. */
const SURE_FOR = 1.5 * DAY
/** Where a change is known no better than this, the nearest stamp with an offset decides. */
const NARROW = 3 * HOUR

/** What instant a local time is. */
export interface Instant {
  readonly epochMs: number
  /** By how much the instant can be wrong because the zone's offset then is in doubt. */
  readonly doubtMs: number
  /** Where the hour is there twice (the end of summer time): its second time. */
  readonly again?: number
}

export interface Zone {
  /** `local` is the local time written as if it were UTC, in milliseconds. */
  instantOf(local: number): Instant
}

/** The zone of that name; nothing where the platform does not know it. */
export function zoneNamed(name: string): Zone | undefined {
  if (!isTimezone(name)) return undefined
  return isOffset(name) ? fixedZone(minutesOf(name) ?? 0) : new NamedZone(name)
}

/** A zone that never changes its clocks. */
export function fixedZone(offsetMinutes: number): Zone {
  return { instantOf: (local) => ({ epochMs: local - offsetMinutes * MINUTE, doubtMs: 0 }) }
}

class NamedZone implements Zone {
  readonly #name: string
  readonly #offsets = new Map<number, number>()

  constructor(name: string) {
    this.#name = name
  }

  instantOf(local: number): Instant {
    const before = this.#offsetAt(local - DAY)
    const after = this.#offsetAt(local + DAY)
    const first = local - before
    if (before === after) return { epochMs: first, doubtMs: 0 }
    const second = local - after
    const isFirst = this.#offsetAt(first) === before
    const isSecond = this.#offsetAt(second) === after
    const doubtMs = Math.abs(after - before)
    if (isFirst && isSecond) return { epochMs: first, doubtMs, again: second }
    if (isSecond) return { epochMs: second, doubtMs: 0 }
    // The hour that the spring leaves out: no clock of the zone shows it.
    return { epochMs: first, doubtMs: isFirst ? 0 : doubtMs }
  }

  /** Milliseconds east of Greenwich. */
  #offsetAt(epochMs: number): number {
    const slot = Math.floor(epochMs / SLOT)
    const known = this.#offsets.get(slot)
    if (known !== undefined) return known
    if (this.#offsets.size >= MOST_SLOTS) this.#offsets.clear()
    const offset = tzOffset(this.#name, new Date(epochMs)) * MINUTE
    this.#offsets.set(slot, offset)
    return offset
  }
}

/** A stamp that shows the offset of then. */
export interface OffsetSample {
  readonly epochMs: number
  readonly offsetMinutes: number
}

/** A zone of which only some moments are known: the nearest of them decides. `samples` are in order of time. */
export function observedZone(samples: readonly OffsetSample[]): Zone {
  const from = samples[0]?.epochMs ?? 0
  const to = samples.at(-1)?.epochMs ?? 0
  const changes = changesIn(samples)
  return {
    instantOf: (local) => {
      // The first sample whose own local time is not before this one.
      const at = firstIndex(samples, (one) => one.epochMs + one.offsetMinutes * MINUTE >= local)
      const before = instantBy(samples[Math.max(0, at - 1)], local)
      const after = instantBy(samples[Math.min(at, samples.length - 1)], local)
      const { epochMs } = after.distance < before.distance ? after : before
      const change = changes[firstIndex(changes, (one) => one.to >= epochMs)]
      const twice = change && secondTime(change, local)
      if (twice !== undefined) return twice
      const changed = change !== undefined && change.from <= epochMs ? change.byMs : 0
      const far = epochMs < from - SURE_FOR || epochMs > to + SURE_FOR
      return { epochMs, doubtMs: Math.max(changed, far ? HOUR : 0) }
    },
  }
}

/** A local time that is there twice: the clocks were set back between these two, and both its instants lie there too. */
function secondTime({ before, after }: Change, local: number): Instant | undefined {
  if (before.offsetMinutes <= after.offsetMinutes || after.epochMs - before.epochMs > NARROW) return undefined
  const epochMs = local - before.offsetMinutes * MINUTE
  const again = local - after.offsetMinutes * MINUTE
  const isOpen = epochMs < after.epochMs && again > before.epochMs
  return isOpen ? { epochMs, doubtMs: again - epochMs, again } : undefined
}

/** Where the offset changed, as far as the samples tell; around it local times are there twice. */
function changesIn(samples: readonly OffsetSample[]): Change[] {
  const changes: Change[] = []
  for (const [index, after] of samples.entries()) {
    const before = samples[index - 1]
    if (before === undefined || before.offsetMinutes === after.offsetMinutes) continue
    const byMs = Math.abs(after.offsetMinutes - before.offsetMinutes) * MINUTE
    changes.push({ before, after, from: before.epochMs - byMs, to: after.epochMs + byMs, byMs })
  }
  return changes
}

/** The clocks were changed between these two. */
interface Change {
  readonly before: OffsetSample
  readonly after: OffsetSample
  readonly from: number
  readonly to: number
  readonly byMs: number
}

function instantBy(sample: OffsetSample | undefined, local: number) {
  const { epochMs: seen, offsetMinutes } = sample ?? { epochMs: 0, offsetMinutes: 0 }
  const epochMs = local - offsetMinutes * MINUTE
  return { epochMs, distance: Math.abs(epochMs - seen) }
}
