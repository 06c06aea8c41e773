import type { Outcome } from '../../../record/index.js'
import { oomRule } from '../../dump-rule.js'

const DIED: Record<Outcome, string> = {
  killed: ', and the kernel killed as it was told',
  'no-killable-process': ', and nothing could be killed',
  panic: ', and the kernel panicked',
  // The end of the dump is not there.
  unknown: '',
}

/** SysRq-f runs the OOM killer with order -1, whether memory is short or not. */
export const manual = oomRule({
  id: 'manual',
  question: 'Did somebody ask for the OOM kill?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/sysrq.html'],
  decide({ outcome, trigger }) {
    if (trigger.manual !== true) return undefined
    const { order = -1 } = trigger
    return {
      verdict: 'confirmed',
      title: 'Somebody asked for this kill by SysRq',
      summary: `The order is ${order}: SysRq-f was pressed or written to /proc/sysrq-trigger${DIED[outcome]}. Memory need not have been short.`,
      lines: [{ line: trigger.line, says: `order=${order}` }],
      overturnedBy: 'a first line of the dump with another order',
      next: ['find out who can write to /proc/sysrq-trigger or reach the console: sysctl kernel.sysrq'],
    }
  },
})
