import { oomRule } from '../../dump-rule.js'

/** SysRq-f runs the OOM killer with order -1, whether memory is short or not. */
export const manual = oomRule({
  id: 'manual',
  question: 'Did somebody ask for the OOM kill?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/sysrq.html'],
  decide({ trigger, victims }) {
    if (trigger.manual !== true) return undefined
    const died = victims.length === 0 ? 'nothing was killed' : 'the kernel killed as it was told'
    return {
      verdict: 'confirmed',
      title: 'Somebody asked for this kill by SysRq',
      summary: `The order is -1: SysRq-f was pressed or written to /proc/sysrq-trigger, and ${died}. Memory need not have been short.`,
      lines: [{ line: trigger.line, says: 'order=-1' }],
      overturnedBy: 'a first line of the dump with another order',
      next: ['find out who can write to /proc/sysrq-trigger or reach the console: sysctl kernel.sysrq'],
    }
  },
})
