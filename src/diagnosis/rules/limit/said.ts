import type { Printed, RamSize } from '../../../figures/index.js'
import type { MemcgCounter, MemInfo } from '../../../record/index.js'
import { inBytes, inKb, inPages, short } from '../../amounts.js'
import type { SaidLine } from '../../dump-rule.js'

/** Groups of one statistic that evidence shows. */
const MOST_GROUPS = 3

/** Values of memory.stat and counters, as their lines have them; of many groups those that hold most. */
export function saidOf(printed: readonly Printed[]): SaidLine[] {
  const shown = new Map<string, number>()
  const isShown = ({ name, bytes }: Printed): boolean => {
    const before = shown.get(name) ?? 0
    shown.set(name, before + 1)
    return bytes !== 0 && before < MOST_GROUPS
  }
  return [...printed]
    .sort((a, b) => b.bytes - a.bytes)
    .filter(isShown)
    .map(({ name, bytes, unit, line }) => ({
      line,
      says: `${name} ${unit === 'kB' ? inKb(bytes) : inBytes(bytes)}`,
    }))
}

export function saidCounter({ usageBytes, limitBytes, failcnt, line }: MemcgCounter): SaidLine {
  const limit = limitBytes === 'unlimited' ? 'no limit' : `limit ${inKb(limitBytes)}`
  const usage = usageBytes === 'unlimited' ? [] : [`usage ${inKb(usageBytes)}`]
  return {
    line,
    says: [...usage, limit, ...(failcnt === undefined ? [] : [`failcnt ${failcnt}`])].join(', '),
  }
}

/** One of the machine's totals. */
export function saidPages(
  { pages, lines }: MemInfo,
  key: string,
  name: string,
  pageSizeBytes: number,
): SaidLine | undefined {
  const count = pages?.[key]
  return count === undefined
    ? undefined
    : { line: lines?.[key], says: `${name} ${inPages(count, pageSizeBytes)}` }
}

/** Machines have many nodes: the first lines tell where the rest is. */
const MOST_ZONES = 4

export function saidRam({ counters }: RamSize): SaidLine[] {
  return counters
    .slice(0, MOST_ZONES)
    .map(({ printed, bytes, line }) => ({ line, says: `RAM: ${printed} (${short(bytes)})` }))
}

/** The longest of these that a first screen has room for; the last one always has. */
export function fitting(...titles: [string, ...string[]]): string {
  return titles.find((title) => title.length <= 72) ?? titles.at(-1) ?? titles[0]
}

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** What would tell a part of the usage that was not read. */
export function missingOf(unread: string): string {
  return unread === 'memory.stat'
    ? 'kernel log: memory.stat of the cgroup in the dump (3.9 and later)'
    : `kernel log: ${unread}, in memory.stat of the dump`
}
