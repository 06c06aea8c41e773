import type { FoundEvent, Problem } from '../record/index.js'
import type { Reading } from '../record/reading.js'
import { fingerprintOf } from '../sameness/index.js'
import type { MachineOf } from './machines.js'
import type { ClockOptions } from './options.js'
import { resolveWith } from './resolve.js'

export { type InstantOfOptions, instantOf, type StampInstant } from './instant-of.js'
export type { ClockOptions } from './options.js'

/**
 * Puts all times of all inputs on one axis, as far as something justifies it: the zone of stamps without one, their
 * year, the instant of the kernel's seconds since boot. `at.uncertaintyMs` says how far an instant can be wrong and
 * `at.inferred` what the stamp itself does not say; what nothing justifies stays as printed. `steps` are the moments at
 * which wall clock and kernel clock went apart; `machineOf` tells which machine an event is of, also where its line names none.
 *
 *     const { readings, steps, problems } = resolveTimes([kernLog, kubeletLog], { timezone: 'Europe/Berlin' })
 *     readings[0].events[0].at   // { printed: 'Nov 23 19:42:36', epochMs: 1795459356000, iso: …, basis: 'syslog',
 *                                //   uncertaintyMs: 1000, inferred: ['year'] }
 */
export function resolveTimes(
  readings: readonly Reading[],
  options: ClockOptions,
): { readings: Reading[]; steps: FoundEvent[]; problems: Problem[]; machineOf: MachineOf } {
  return resolveWith(readings, options, fingerprintOf)
}
