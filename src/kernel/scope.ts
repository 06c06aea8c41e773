import type { Outcome, Scope } from '../record/oom.js'
import type { Draft } from './draft.js'

/**
 * Whose shortage it was. The owner in the oom-kill line is believed before its constraint, which 5.0 always prints as
 * NONE; before 5.0 the words of the kill line and the kind of memory block tell.
 */
export function scopeOf({ constraint, cgroup, killMessage, trigger, seen, panic, victims }: Draft): Scope {
  if (constraint?.oomMemcg !== undefined) return 'memcg'
  if (constraint?.constraint === 'CONSTRAINT_MEMCG') return 'memcg'
  if (constraint?.constraint === 'CONSTRAINT_CPUSET') return 'cpuset'
  if (constraint?.constraint === 'CONSTRAINT_MEMORY_POLICY') return 'mempolicy'
  // 5.0's NONE, in a line that is cut before the owner: the counters of a cgroup are printed for its limit only.
  const hasCounters =
    cgroup.memory !== undefined || cgroup.limitOwner !== undefined || seen.has('memcg-stats-heading')
  if (constraint !== undefined && !hasCounters) return 'global'
  if (killMessage?.startsWith('Memory cgroup') === true) return 'memcg'
  if (killMessage?.startsWith('No available memory') === true) return 'mempolicy'
  if (hasCounters) return 'memcg'
  // A panic by policy 2 comes for any shortage, the others for the machine's alone.
  if (panic !== undefined) return !/compulsory/i.test(panic) || seen.has('zone') ? 'global' : 'unknown'
  // Until the end has come it can still be the shortage of a cpuset or of a memory policy, which have Mem-Info too.
  if (killMessage === undefined) return 'unknown'
  // From 5.4 on only the summary tells a cpuset's shortage and a policy's from the machine's.
  if (victims.some(({ pgtablesBytes }) => pgtablesBytes !== undefined)) return 'unknown'
  // 4.11 to 4.20 print the nodemask only for an allocation under a memory policy.
  if (
    seen.has('mem-info') &&
    /^[\d,-]+$/.test(trigger.nodemask ?? '') &&
    trigger.memsAllowed !== undefined &&
    trigger.nodemask !== trigger.memsAllowed
  )
    return 'mempolicy'
  return 'global'
}

export function outcomeOf({ victims, possibleVictims, panic, noKillable, selected, reaped }: Draft): Outcome {
  if (panic !== undefined) return 'panic'
  if (noKillable === true) return 'no-killable-process'
  if (victims.length > 0 || possibleVictims.length > 0 || selected !== undefined || reaped.size > 0)
    return 'killed'
  // The summary alone proves a choice, not a death: from 5.9 on the chosen one may be found dying already.
  return 'unknown'
}
