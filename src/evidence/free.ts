import { safeInteger } from '../grammar/index.js'
import { UNKNOWN } from './findings.js'
import type { Form } from './form.js'

const HEADER = /^ +total +used +free( +[a-z/]{1,16}){0,4} *$/
const KIB = 1024

/**
 * `free`, whose unit is KiB and is not printed. `-m`, `-g` and `-b` print the same table in others: a machine of less
 * than 128 MiB is taken for one of those, and so is one whose numbers are all multiples of 1024.
 */
export const free: Form = {
  kind: 'meminfo',
  opens: ({ first }) => HEADER.test(first),
  read({ lines }, found) {
    const head = lines.findIndex((line) => HEADER.test(line))
    const columns = (lines[head] ?? '').trim().split(/ +/)
    const at = lines.findIndex((line, index) => index > head && line.startsWith('Mem:'))
    const memory = numbers(lines[at] ?? '')
    const total = memory?.[0]
    if (head < 0 || at < 0) return false
    if (memory === undefined || total === undefined) return true
    if (total < 128 * KIB || memory.every((value) => value % KIB === 0)) return true
    const column = (name: string) => memory[columns.indexOf(name)]
    const swapAt = lines.findIndex((line, index) => index > at && line.startsWith('Swap:'))
    const swap = swapAt < 0 ? undefined : numbers(lines[swapAt] ?? '')?.[0]
    const freeKib = column('free')
    const available = column('available')
    found.event(
      {
        type: 'node-memory',
        memTotalBytes: total * KIB,
        message: lines[at] ?? '',
        ...(freeKib === undefined ? {} : { memFreeBytes: freeKib * KIB }),
        ...(available === undefined ? {} : { memAvailableBytes: available * KIB }),
        ...(swap === undefined ? {} : { swapTotalBytes: swap * KIB }),
        lines: { memTotalBytes: at + 1 },
        printed: { memTotalBytes: String(total) },
      },
      UNKNOWN,
      [head + 1, Math.max(at, swapAt) + 1],
    )
    return true
  },
}

function numbers(line: string): number[] | undefined {
  const values = line
    .slice(line.indexOf(':') + 1)
    .trim()
    .split(/ +/)
    .map((text) => (/^\d{1,13}$/.test(text) ? safeInteger(text) : undefined))
  return values.every((value) => value !== undefined) ? values : undefined
}
