import type { MemInfo, OomEvent } from '../../../record/index.js'
import { inKb, share, short } from '../../amounts.js'
import type { Answer } from '../../dump-rule.js'

/** The kernel keeps some entries to itself, per CPU: swap is full before the last one is gone. */
const AS_GOOD_AS_FULL = 0.01
/** Half a MiB for each CPU: of a large swap a hundredth is much more. */
const HELD_AT_MOST = 64 * 1024 ** 2

const NEXT = ['swapon --show; free -m', 'vmstat 1  # si and so: what is moved right now']

/** Swap where the whole machine ran out of memory. */
export function swapOfMachine(dump: OomEvent, { swap, lines }: MemInfo): Answer | undefined {
  const { freeBytes, totalBytes } = swap ?? {}
  if (totalBytes === undefined) return undefined
  const total = { line: lines?.swapTotalBytes, says: `Total swap ${inKb(totalBytes)}` }
  if (totalBytes === 0) {
    return {
      verdict: 'confirmed',
      title: 'The machine has no swap',
      summary: 'Its total swap is zero: memory of processes and files in tmpfs could not be moved out.',
      lines: [total],
      figures: { swapTotalBytes: totalBytes },
      overturnedBy: 'a swap device that was active at that moment (swapon in the log)',
      next: ['swapon --show'],
    }
  }
  // More than there is: one of the two lines is damaged.
  if (freeBytes === undefined || freeBytes > totalBytes) return undefined
  const shared = {
    lines: [total, { line: lines?.swapFreeBytes, says: `Free swap ${inKb(freeBytes)}` }],
    figures: { swapTotalBytes: totalBytes, swapFreeBytes: freeBytes },
    overturnedBy: 'other figures of swap in the same dump',
    next: NEXT,
  }
  if (freeBytes <= Math.min(totalBytes * AS_GOOD_AS_FULL, HELD_AT_MOST)) {
    return {
      ...shared,
      verdict: 'confirmed',
      title: `The machine's swap was full: ${short(totalBytes)} used up`,
      summary: `Of ${short(totalBytes)} of swap ${freeBytes === 0 ? 'none was' : `only ${short(freeBytes)} were`} free: nothing more could be moved out.`,
    }
  }
  return {
    ...shared,
    verdict: 'possible',
    title: `${share(freeBytes, totalBytes)} of the machine's swap was free`,
    summary: `Of ${short(totalBytes)} of swap ${short(freeBytes)} were free, and still memory ran out${reasonOf(dump)}.`,
    missing: [
      'why swap was not used: mlock, the swap limits of cgroups, the speed of the device, vm.swappiness',
    ],
  }
}

/** What the dump itself says against swap; the rest is for others to find out. */
function reasonOf({ memInfo, trigger }: OomEvent): string {
  const { activeAnon, inactiveAnon } = memInfo?.pages ?? {}
  if (trigger.order !== undefined && trigger.order > 0)
    return `: the request was for ${2 ** trigger.order} pages in one piece, which swap alone does not make`
  if (activeAnon === 0 && inactiveAnon === 0) return ': there was no anonymous memory left to move out'
  return ''
}
