import { describe, expect, it } from 'vitest'
import { parse } from '../src/index.js'
import type { Event, MemInfo, OomEvent } from '../src/record/index.js'
import { corpusCases, readLog } from './support/corpus.js'

/** A value and the line that it is said to stand in, as the kernel prints it there. */
type Placed = readonly [line: number | undefined, ...printed: string[]]

describe('what a record has a line for stands in that line', () => {
  it.each(corpusCases().map((one) => [one.name, one] as const))('%s', (_, one) => {
    const [file = ''] = one.files
    const log = readLog(one, file)
    const lines = (typeof log === 'string' ? log : Buffer.from(log).toString('latin1')).split('\n')
    for (const event of parse(log, { name: file }).events)
      for (const [line, ...printed] of placed(event)) {
        expect(line, printed.join(' ')).toBeDefined()
        for (const text of printed) expect(lines[(line ?? 0) - 1], `line ${line}`).toContain(text)
      }
  })
})

function placed(event: Event): Placed[] {
  if (event.type === 'page-allocation-failure') return ofMemInfo(event.memInfo ?? {})
  return event.type === 'oom' ? [...ofOom(event), ...ofMemInfo(event.memInfo ?? {})] : []
}

function ofOom({ cgroup = {}, constraint, tasks = [], victims, selected }: OomEvent): Placed[] {
  const { memory, memorySwap, swap, kmem, stats = [] } = cgroup
  return [
    ...[memory, memorySwap, swap, kmem].flatMap((counter): Placed[] =>
      typeof counter?.limitBytes === 'number' ? [[counter.line, `limit ${counter.limitBytes / 1024}kB`]] : [],
    ),
    ...stats.flatMap(({ bytes, counts, line, lines }): Placed[] =>
      Object.entries({ ...bytes, ...counts })
        .filter(([, value]) => typeof value === 'number')
        .map(([key, value]) => [
          lines?.[key] ?? line,
          lines === undefined ? `:${Number(value) / 1024}KB` : ` ${value}`,
        ]),
    ),
    ...(constraint?.pid === undefined ? [] : [[constraint.line, constraint.constraint] as const]),
    ...(selected === undefined ? [] : [[selected.line, ` ${selected.pid} (`] as const]),
    ...tasks.map(({ line, pid, rssPages }): Placed => [line, `${pid}]`, String(rssPages)]),
    ...victims
      // A console prints a line feed in a name as one, and the sizes on the next line.
      .filter(({ anonRssBytes, comm }) => anonRssBytes !== undefined && !comm.includes('\n'))
      .map(({ line, anonRssBytes = 0 }): Placed => [line, `anon-rss:${anonRssBytes / 1024}kB`]),
  ]
}

function ofMemInfo(memInfo: MemInfo): Placed[] {
  const { pages = {}, lines = {}, nodes = [], zones = [], buddy = [], hugepages = [] } = memInfo
  const { ramPages, swap, unreclaimableSlab = [] } = memInfo
  return [
    ...Object.entries(pages).map(([key, count]): Placed => [lines[key], String(count)]),
    ...nodes.map(({ line, node }): Placed => [line, `Node ${node} `]),
    ...zones.map(({ line, zone, bytes }): Placed => [line, `${zone} `, `:${(bytes.free ?? 0) / 1024}kB`]),
    ...zones.flatMap(({ lowmemReservePages, lowmemReserveLine }): Placed[] =>
      lowmemReservePages === undefined ? [] : [[lowmemReserveLine, lowmemReservePages.join(' ')]],
    ),
    ...buddy.map(({ line, totalBytes }): Placed => [line, `= ${totalBytes / 1024}kB`]),
    ...hugepages.map(({ line, total }): Placed => [line, `hugepages_total=${total} `]),
    ...unreclaimableSlab.map(({ line, name, totalBytes }): Placed => [line, name, `${totalBytes / 1024}KB`]),
    ...(ramPages === undefined ? [] : [[lines.ramPages, String(ramPages)] as const]),
    ...(swap?.totalBytes === undefined
      ? []
      : [[lines.swapTotalBytes, `${swap.totalBytes / 1024}kB`] as const]),
  ]
}
