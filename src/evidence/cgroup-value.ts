import { safeInteger } from '../grammar/index.js'
import type { Limit } from '../record/amount.js'
import type { At } from '../record/at.js'
import type { CgroupFile } from './cgroup-path.js'
import type { Findings, Lines } from './findings.js'

/**
 * No limit: 2^63 less one page in cgroup v1 (of 4 KiB or 64 KiB), 2^63 - 1 in kernels before 3.19, and 2^64 - 1 in
 * systemd before 235. No machine has 2^62 bytes.
 */
const UNLIMITED = 2 ** 62

/** Files of the memory controller that hold one number and are worth no record of their own. */
const OTHERS =
  /^memory\.(?:low|min|swap\.|memsw\.|kmem\.|soft_limit|swappiness|oom\.group|zswap\.|use_hierarchy|numa_)/

/** An amount of bytes as a cgroup's file or systemd prints it; nothing when it is no number, or one too large. */
export function readLimit(text: string): Limit | undefined {
  if (text === 'max' || text === 'infinity') return 'unlimited'
  if (!/^\d{1,20}$/.test(text)) return undefined
  return Number(text) >= UNLIMITED ? 'unlimited' : safeInteger(text)
}

export function isCgroupValue(text: string): boolean {
  return text === 'max' || /^\d{1,20}$/.test(text)
}

/** What one value of a cgroup's file says, put into the findings; false when the file is none that is known. */
export function tellValue(
  { file, cgroup }: CgroupFile,
  value: string,
  at: At,
  lines: Lines,
  found: Findings,
): boolean {
  const isLimit = file === 'memory.max' || file === 'memory.limit_in_bytes'
  found.kinds.add(isLimit ? 'cgroup-limit' : 'cgroup-statistics')
  const line = typeof lines === 'number' ? lines : lines[0]
  const bytes = readLimit(value)
  if (bytes === undefined) {
    found.problem('number-out-of-range', `${file} cannot be kept exactly`, line)
    return true
  }
  const key = isLimit ? 'limitBytes' : usageKey(file)
  if (key === undefined) return OTHERS.test(file)
  if (cgroup === undefined) {
    found.problem('unknown-cgroup', `nothing says whose ${file} this is`, line)
    return true
  }
  if (isLimit) {
    found.event(
      { type: 'limit-observed', cgroup, holder: 'cgroup', property: file, limitBytes: bytes, message: value },
      at,
      lines,
    )
  } else if (typeof bytes === 'number' || key === 'highBytes') {
    found.event({ type: 'cgroup-usage', cgroup, [key]: bytes, message: value }, at, lines)
  }
  return true
}

function usageKey(file: string): 'usageBytes' | 'peakBytes' | 'failcnt' | 'highBytes' | undefined {
  switch (file) {
    case 'memory.current':
    case 'memory.usage_in_bytes':
      return 'usageBytes'
    case 'memory.peak':
    case 'memory.max_usage_in_bytes':
      return 'peakBytes'
    case 'memory.failcnt':
      return 'failcnt'
    case 'memory.high':
      return 'highBytes'
    default:
      return undefined
  }
}
