import type { MachineOf } from './machines.js'
import type { InputMoments, Moment } from './moments.js'
import { type ClockPair, pairOf } from './pair.js'

/** journald prints lines of its own before older ones of the kernel, as long as it needs to be started. */
const EARLY_SEC = 60
/** Nothing but a new boot puts the kernel's clock back by more than this. */
const SURELY_SEC = 300

/** The lines of an input that are of one machine and one boot. */
export interface Segment {
  readonly input: number
  readonly machine: string
  readonly moments: Moment[]
  readonly pairs: ClockPair[]
}

/** Cuts an input where the kernel's clock begins anew. */
export function segmentsOf(input: InputMoments, index: number, machineOf: MachineOf): Segment[] {
  const segments: Segment[] = []
  const open = new Map<string, Segment & { highest: number; lowest: number }>()
  let marks = 0
  const seen = new Map<string, number>()
  for (const moment of input.all) {
    const mark = markOf(moment)
    if (mark !== undefined) marks++
    const { monotonicSec } = moment.at
    if (monotonicSec === undefined) {
      // What follows a journal's mark is a new boot, even if its first line is far from its start.
      if (mark === 'journal-mark') open.clear()
      continue
    }
    const machine = machineOf(index, moment.host)
    let segment = open.get(machine)
    const marked = marks > (seen.get(machine) ?? 0)
    seen.set(machine, marks)
    if (segment === undefined || isNewBoot(segment, monotonicSec, marked)) {
      segment = { input: index, machine, moments: [], pairs: [], highest: monotonicSec, lowest: monotonicSec }
      open.set(machine, segment)
      segments.push(segment)
    }
    segment.highest = Math.max(segment.highest, monotonicSec)
    segment.lowest = Math.min(segment.lowest, monotonicSec)
    segment.moments.push(moment)
    const pair = moment.ofKernel && isOfLog(moment) ? pairOf(monotonicSec, moment.at, moment) : undefined
    if (pair !== undefined) segment.pairs.push(pair)
  }
  return segments
}

function isNewBoot(
  { highest, lowest }: { readonly highest: number; readonly lowest: number },
  monotonicSec: number,
  marked: boolean,
): boolean {
  const back = highest - monotonicSec
  return (marked && back > 1) || back > SURELY_SEC || (back > EARLY_SEC && monotonicSec < lowest + 1)
}

function markOf({ event }: Moment): 'kernel-banner' | 'journal-mark' | undefined {
  if (event?.type !== 'boot') return undefined
  return event.form === 'kernel-banner' || event.form === 'journal-mark' ? event.form : undefined
}

/** Whether a daemon that reads logs has put the wall clock there. */
function isOfLog({ at }: Moment): boolean {
  return (
    at.basis === 'journal' || at.basis === 'syslog' || at.basis === 'none' || at.basis === 'dmesg-wall-clock'
  )
}
