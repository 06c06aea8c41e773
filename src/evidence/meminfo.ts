import { safeInteger } from '../grammar/index.js'
import { UNKNOWN } from './findings.js'
import type { Form } from './form.js'

const ROW = /^([A-Za-z][\w()]{0,63}): +(\d{1,16})( kB)?$/

/** /proc/meminfo: MemTotal is its first line since there is one. */
export const meminfo: Form = {
  kind: 'meminfo',
  opens: ({ first }) => /^MemTotal: +\d{1,16} kB$/.test(first.trim()),
  read({ lines }, found) {
    const rows = new Map<string, number>()
    let last = 0
    for (const [at, line] of lines.entries()) {
      const [, key = '', digits = '', unit] = ROW.exec(line.trim()) ?? []
      if (key === '') continue
      const value = safeInteger(digits)
      const bytes = value === undefined || unit === undefined ? value : value * 1024
      // A second MemTotal is another reading, whose numbers would mix with these.
      if (rows.has(key)) break
      if (bytes !== undefined && Number.isSafeInteger(bytes)) rows.set(key, bytes)
      else found.problem('number-out-of-range', `${key} cannot be kept exactly`, at + 1)
      last = at + 1
    }
    const memTotalBytes = rows.get('MemTotal')
    if (memTotalBytes === undefined) return false
    const first = lines.findIndex((line) => line.includes('MemTotal:')) + 1
    found.event(
      {
        type: 'node-memory',
        memTotalBytes,
        message: lines[first - 1]?.trim() ?? '',
        ...only('memFreeBytes', rows.get('MemFree')),
        ...only('memAvailableBytes', rows.get('MemAvailable')),
        ...only('swapTotalBytes', rows.get('SwapTotal')),
        ...only('hugepagesTotal', rows.get('HugePages_Total')),
        ...only('hugepageSizeBytes', rows.get('Hugepagesize')),
        lines: { memTotalBytes: first },
        printed: { memTotalBytes: `${memTotalBytes / 1024} kB` },
      },
      UNKNOWN,
      [first, last],
    )
    return true
  },
}

function only<Key extends string>(key: Key, value: number | undefined): { [K in Key]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: number })
}
