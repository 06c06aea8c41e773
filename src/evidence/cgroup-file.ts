import { safeInteger } from '../grammar/index.js'
import { cgroupFile } from './cgroup-path.js'
import { isCgroupValue, tellValue } from './cgroup-value.js'
import { UNKNOWN } from './findings.js'
import type { Form } from './form.js'

const COUNTER = /^([a-z_0-9]{1,64}) (\d{1,20})$/
const COUNTED = /^memory\.(?:events(?:\.local)?|oom_control|stat|swap\.events)$/

/**
 * A copied file of a memory cgroup, known by its name: one number, or counters. The time at which it was copied is not
 * in it. Of the counters only the kills are read; memory.events counts those of the groups below as well, and is the one
 * that is told (memory.events.local counts those of the group's own limit).
 */
export const cgroupCopy: Form = {
  kind: 'cgroup-statistics',
  opens({ name, first }) {
    const file = cgroupFile(name)?.file
    if (file === undefined) return false
    return COUNTED.test(file) ? COUNTER.test(first.trim()) : isCgroupValue(first.trim())
  },
  read({ name, lines, only }, found) {
    const copy = cgroupFile(name)
    if (copy === undefined) return false
    if (!COUNTED.test(copy.file)) {
      if (only === undefined || !isCgroupValue(only)) return false
      // A limit is called by its own name.
      if (copy.file === 'memory.max' || copy.file === 'memory.limit_in_bytes') found.kinds.clear()
      return tellValue(copy, only, UNKNOWN, lines.findIndex((line) => line.trim() === only) + 1, found)
    }
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue
      const [, key, digits = ''] = COUNTER.exec(line.trim()) ?? []
      if (key === undefined) return false
      if (key !== 'oom_kill' || !/^memory\.(?:events|oom_control)$/.test(copy.file)) continue
      const oomKills = safeInteger(digits)
      if (oomKills === undefined)
        found.problem('number-out-of-range', `${key} cannot be kept exactly`, at + 1)
      else if (copy.cgroup === undefined) {
        found.problem('unknown-cgroup', `nothing says whose ${copy.file} this is`, at + 1)
      } else {
        found.event(
          { type: 'cgroup-usage', cgroup: copy.cgroup, oomKills, message: line.trim() },
          UNKNOWN,
          at + 1,
        )
      }
    }
    return true
  },
}
