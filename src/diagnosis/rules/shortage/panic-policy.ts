import { oomRule } from '../../dump-rule.js'

interface Policy {
  readonly says: string
  readonly means: string
}

const MACHINE = {
  means: 'when the machine is out of memory, not when a cgroup, cpuset or policy is',
}
const ALWAYS = {
  means: 'at any OOM, also at one of a memory cgroup, a cpuset or a policy',
}

/** The words of check_panic_on_oom(), and until 2.6.35 those of the places that panicked themselves. */
const POLICIES: readonly (readonly [words: string, policy: Omit<Policy, 'says'>])[] = [
  ['compulsory panic_on_oom', ALWAYS],
  ['system-wide panic_on_oom', MACHINE],
  ['Compulsory panic_on_oom', ALWAYS],
  // Until 2.6.35 a memory cgroup's OOM panics for 2 alone, and one of a page fault for either.
  ['out of memory(memcg). panic_on_oom', ALWAYS],
  ['out of memory from page fault. panic_on_oom', { means: 'at an OOM' }],
  ['out of memory. panic_on_oom', MACHINE],
]

export const panicPolicy = oomRule({
  id: 'panic-policy',
  question: 'Was the kernel told to panic?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/admin-guide/sysctl/vm.html#panic-on-oom'],
  decide({ panic, endLine, scope, kernel }) {
    const policy = panic === undefined ? undefined : policyOf(panic)
    if (policy === undefined) return undefined
    const where = scope === 'memcg' ? 'a cgroup at its limit' : 'a shortage of memory'
    const core =
      kernel?.kdumpLoaded === true
        ? ['ls -l /var/crash  # a crash kernel was loaded: there may be a core of the kernel']
        : []
    return {
      verdict: 'confirmed',
      title: 'The kernel was told to panic at an OOM: vm.panic_on_oom is set',
      summary: `vm.panic_on_oom tells the kernel to panic ${policy.means}. So ${where} stopped the whole machine, and no process was killed for it.`,
      lines: [{ line: endLine, says: policy.says }],
      overturnedBy: 'a panic line with another reason',
      next: ['grep -r panic_on_oom /etc/sysctl.conf /etc/sysctl.d; sysctl vm.panic_on_oom', ...core],
    }
  },
})

function policyOf(panic: string): Policy | undefined {
  const found = POLICIES.find(([words]) => panic.includes(words))
  return found === undefined ? undefined : { says: found[0], ...found[1] }
}
