import type { FoundEvent } from '../record/event.js'
import { type FoundDump, isFoundDump, victimPids } from './dump.js'
import { fingerprintOf } from './fingerprint.js'
import { subjectOf } from './happening.js'

/** Victims of one dump that are worth a key: groups are killed by the hundred. */
const VICTIMS_MAX = 8

/** Under which an event is kept, and under which its readings are looked for. */
export interface Keys {
  readonly kept: readonly string[]
  readonly asked: readonly string[]
}

/**
 * Keys by which readings of one event find each other without everything being compared with everything. Two readings
 * of one event have at least one in common, unless one is the head of a dump and the other its end.
 */
export function keysOf(event: FoundEvent): Keys {
  if (isFoundDump(event)) return keysOfDump(event)
  const key = `${event.type} ${subjectOf(event)}`
  return { kept: [key], asked: [key] }
}

function keysOfDump(event: FoundDump): Keys {
  const { type, trigger } = event
  const victims = [...victimPids(event)].slice(0, VICTIMS_MAX).map((pid) => `${type} victim ${pid}`)
  const head: string[] = []
  if (trigger.pid !== undefined) head.push(`${type} trigger ${trigger.pid}`)
  const memory = event.type === 'oom' ? event.cgroup?.memory : undefined
  if (memory !== undefined) head.push(`${type} usage ${memory.usageBytes} ${memory.failcnt ?? ''}`)
  // The first line alone, at the end of a log, has no more than the trigger's name.
  const name = trigger.comm === undefined ? [] : [`${type} comm ${trigger.comm}`]
  const kept = [...victims, ...head, ...name]
  if (kept.length === 0) kept.push(fragmentKey(event))
  // One task can trigger thousands of dumps, a victim dies once: the rest is asked for only where there is no victim.
  return { kept, asked: [victims, head, name].find((some) => some.length > 0) ?? kept }
}

/** A piece out of the middle of a dump: only a copy of it can be known again. */
function fragmentKey(event: FoundDump): string {
  return fingerprintOf(event) ?? `${event.type} fragment`
}
