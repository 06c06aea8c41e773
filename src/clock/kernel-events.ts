import type { Reading } from '../record/reading.js'
import type { MachineOf } from './machines.js'
import type { Fingerprint, InputMoments, Moment } from './moments.js'
import { pairOf } from './pair.js'
import { kernelKey, type Match, matches, occurrencesOf } from './same-events.js'
import type { Segment } from './segments.js'

/** Events that one input has with the kernel's clock and another with the wall clock. */
export function kernelEvents(
  moments: readonly InputMoments[],
  machineOf: MachineOf,
  fingerprint: Fingerprint,
): Match[] {
  const all = moments.flatMap(({ ofEvent }) => ofEvent)
  const keyOf = kernelKey(fingerprint)
  const counted = occurrencesOf(all.filter(hasOnlyKernelClock), keyOf)
  const dated = occurrencesOf(
    all.filter(({ at }) => at.epochMs !== undefined && DATED.has(at.basis)),
    keyOf,
  )
  return [...matches(counted, dated)].filter((match) => isOfOne(match, machineOf))
}

const DATED: ReadonlySet<string> = new Set(['journal', 'syslog', 'dmesg-wall-clock'])

function hasOnlyKernelClock({ at }: Moment): boolean {
  return at.epochMs === undefined && at.monotonicSec !== undefined
}

/**
 * A segment without wall clock gets that of the same events elsewhere. Where journald's clock is printed and not the
 * kernel's, only if no other segment of the machine has any: a line of syslog can have been written before.
 */
export function addMatches(
  segments: readonly Segment[],
  same: readonly Match[],
  received: (input: number) => boolean,
): void {
  for (const late of [false, true]) {
    const home = new Map<Moment, Segment>()
    const dated = new Set(segments.flatMap(({ machine, pairs }) => (pairs.length > 0 ? machine : [])))
    for (const segment of segments) {
      if (segment.pairs.length > 0 || received(segment.input) !== late) continue
      if (!late || !dated.has(segment.machine))
        for (const moment of segment.moments) home.set(moment, segment)
    }
    for (const { one, other } of same) {
      const pair = pairOf(one.at.monotonicSec ?? 0, other.at, other)
      if (pair !== undefined) home.get(one)?.pairs.push(pair)
    }
  }
}

/** short-monotonic of systemd 257 prints the clock at which journald took a line; that of 247 printed the kernel's. */
export function isReceived(reading: Reading | undefined): boolean {
  return reading?.input.framing === 'journal-short-monotonic'
}

/** Events with journald's seconds since boot, and the same with the kernel's. */
export function receivedEvents(
  readings: readonly Reading[],
  moments: readonly InputMoments[],
  machineOf: MachineOf,
  fingerprint: Fingerprint,
): Match[] {
  const counted = moments.flatMap(({ ofEvent }) => ofEvent.filter(({ at }) => at.monotonicSec !== undefined))
  const keyOf = kernelKey(fingerprint)
  const received = occurrencesOf(
    counted.filter(({ input }) => isReceived(readings[input])),
    keyOf,
  )
  const exact = occurrencesOf(
    counted.filter(({ input, at }) => at.basis === 'boot-time' && !isReceived(readings[input])),
    keyOf,
  )
  return [...matches(received, exact)].filter((match) => isOfOne(match, machineOf))
}

function isOfOne({ one, other }: Match, machineOf: MachineOf): boolean {
  return machineOf(one.input, one.host) === machineOf(other.input, other.host)
}
