import type { Cgroup, Limit, MemcgCounter, MemcgStats } from '../record/index.js'
import { limitSize, percent, size } from './bytes.js'
import { cutMiddle, NBSP } from './columns.js'
import { made, type Part } from './made.js'
import { field, labelled, roomOf, type Sheet, unbroken } from './sheet.js'
import { type Column, table } from './table.js'

/** The counters of a cgroup, as the kernel prints them, and what they are called here. */
export const COUNTERS = [
  ['memory', 'memory'],
  ['memorySwap', 'memory+swap'],
  ['swap', 'swap'],
  ['kmem', 'kmem'],
] as const

/** What a reader asks of memory.stat first, v2 and v1 names; the rest is in the JSON. */
const PARTS: readonly Part[] = [
  { title: 'anon', keys: ['anon'] },
  { title: 'anon (rss)', keys: ['rss'] },
  { title: 'file', keys: ['file'], within: [{ title: 'shmem', keys: ['shmem'] }] },
  { title: 'cache', keys: ['cache'] },
  {
    title: 'kernel',
    keys: ['kernel'],
    within: [
      { title: 'slab', keys: ['slab'] },
      { title: 'page tables', keys: ['pagetables'] },
    ],
  },
]

const CHILDREN_SHOWN = 5

interface Counter extends MemcgCounter {
  readonly title: string
}

/**
 * The counters of the cgroup, and what the memory is.
 *
 *     usage       memory  4.00 GiB of 4.00 GiB   100%  failcnt 512  4194304 of 4194304 kB
 */
export function usage(sheet: Sheet, cgroup: Cgroup): string[] {
  const counters: Counter[] = COUNTERS.flatMap(([key, title]) => {
    const counter = cgroup[key]
    return counter === undefined ? [] : [{ ...counter, title }]
  })
  return [...counterLines(sheet, counters), ...breakdown(sheet, cgroup.stats ?? [])]
}

function counterLines(sheet: Sheet, counters: readonly Counter[]): string[] {
  if (counters.length === 0) return []
  const columns: Column<Counter>[] = [
    { title: '', cell: ({ title }) => title },
    { title: '', cell: ({ usageBytes }) => limitSize(usageBytes), right: true },
    { title: '', cell: ({ limitBytes }) => `of ${limitSize(limitBytes)}` },
    { title: '', cell: (counter) => share(counter) ?? '', right: true },
    { title: '', cell: ({ failcnt }) => (failcnt === undefined ? '' : `failcnt ${failcnt}`) },
  ]
  const exactly: Column<Counter> = { title: '', cell: exact }
  const full = table([...columns, exactly], counters, Number.POSITIVE_INFINITY).lines
  if (fits(sheet, full)) return labelled(sheet, 'usage', full)
  const inKilobytes = counters.map((counter) => unbroken(`${counter.title} ${exact(counter)}`)).join(', ')
  const short = table(columns, counters, Number.POSITIVE_INFINITY).lines
  return [
    ...(fits(sheet, short)
      ? labelled(sheet, 'usage', short)
      : field(sheet, 'usage', ...counters.map(inProse))),
    ...field(sheet, '', inKilobytes),
  ]
}

function fits(sheet: Sheet, lines: readonly string[]): boolean {
  return lines.every((line) => line.length <= roomOf(sheet))
}

function inProse(counter: Counter): string {
  const { title, usageBytes, limitBytes, failcnt } = counter
  const words = [`${title} ${limitSize(usageBytes)} of ${limitSize(limitBytes)}`]
  const part = share(counter)
  if (part !== undefined) words.push(part)
  if (failcnt !== undefined) words.push(`failcnt${NBSP}${failcnt}`)
  return words.join(', ')
}

function exact({ usageBytes, limitBytes }: Counter): string {
  if (limitBytes === 'unlimited') return `${kb(usageBytes)} kB`
  return `${kb(usageBytes)} of ${kb(limitBytes)} kB`
}

function kb(limit: Limit): string {
  return limit === 'unlimited' ? limit : String(limit / 1024)
}

function share({ usageBytes, limitBytes }: Counter): string | undefined {
  if (usageBytes === 'unlimited' || limitBytes === 'unlimited') return undefined
  return percent(usageBytes, limitBytes)
}

/** One block of statistics covers the group with all below it; several (before 5.3) are of each group alone. */
function breakdown(sheet: Sheet, stats: readonly MemcgStats[]): string[] {
  const [first] = stats
  if (first === undefined) return []
  if (stats.length === 1) return field(sheet, 'made of', made(PARTS, partsOf(first)))
  const children = stats
    .map((group) => ({ group, bytes: ownBytes(group) }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
  const more = children.length - CHILDREN_SHOWN
  const lines = children.slice(0, CHILDREN_SHOWN).map(({ group, bytes }) => {
    const amount = size(bytes).padStart(8)
    const room = roomOf(sheet) - amount.length - 2
    return unbroken(`${amount}  ${cutMiddle(group.cgroup ?? '(no path)', room)}`)
  })
  if (more > 0) lines.push(unbroken(`and ${more} more cgroups below the limit`))
  return labelled(sheet, 'made of', lines.length === 0 ? ['nothing in any of its cgroups'] : lines)
}

/** Kernels that do not count `kernel` (before 5.18) still count what is in it. */
function partsOf({ bytes }: MemcgStats): Readonly<Record<string, number>> {
  const amounts: Record<string, number> = {}
  for (const [key, value] of Object.entries(bytes)) if (value !== 'unlimited') amounts[key] = value
  return amounts
}

function ownBytes({ bytes }: MemcgStats): number {
  const { rss = 0, cache = 0 } = bytes
  return (rss === 'unlimited' ? 0 : rss) + (cache === 'unlimited' ? 0 : cache)
}
