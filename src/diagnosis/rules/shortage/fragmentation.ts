import { type PageRequest, type ZoneFigures, zoneFigures } from '../../../figures/index.js'
import type { DumpEvent } from '../../../record/index.js'
import { short } from '../../amounts.js'
import { type Answer, type SaidLine, shortageRule } from '../../dump-rule.js'
import { type ChunkState, chunkStateOf } from './chunk-state.js'
import { doubts, zonesInReach } from './reach.js'
import { happening, inequality, nameOf, REFERENCES, requestLine, zoneLines } from './zone-words.js'

/** Up to this order the kernel tries hard and kills; above it the request just fails (PAGE_ALLOC_COSTLY_ORDER). */
const COSTLY_ORDER = 3

interface Open {
  readonly zone: ZoneFigures
  readonly chunks: ChunkState
}

/** Enough is free, and no chunk of it is as large as the request, or none of those may be used for it. */
export const fragmentation = shortageRule({
  id: 'fragmentation',
  question: 'Was there no chunk of the size asked for?',
  needs: ['oom', 'page-allocation-failure'],
  references: [...REFERENCES, 'https://docs.kernel.org/admin-guide/sysctl/vm.html#compact-memory'],
  decide(dump) {
    const figures = zoneFigures(dump)
    if (figures === undefined || figures.request.order === 0) return undefined
    const { request } = figures
    const inReach = zonesInReach(figures)
    const open = inReach
      .filter(({ standing }) => standing !== 'below')
      .map((zone) => ({ zone, chunks: chunkStateOf(dump, zone, request) }))
    const free = open.find(({ zone }) => zone.standing === 'above' && zone.access === 'yes')
    if (free === undefined || open.some(({ chunks }) => chunks.state === 'has')) return undefined
    if (open.some(({ chunks }) => chunks.state === 'unknown')) return untold(dump, request, free)
    const missing = doubts(dump, figures, inReach)
    if (open.some(({ chunks }) => chunks.isByRelease === true))
      missing.push('the check of orders: the release says that the kernel is older than 4.4')
    return {
      verdict: missing.length === 0 ? 'confirmed' : 'likely',
      title: `Memory is free, but no usable chunk of order ${request.order} (${sizeOf(dump, request)})`,
      summary: `${nameOf(free.zone.zone)} is above its mark (${inequality(free.zone)}), but ${stateWords(dump, request, free.chunks)}.${costly(dump, request)}`,
      lines: [requestLine(dump), ...zoneLines(dump, inReach), ...open.flatMap(buddyLine)],
      figures: {
        order: request.order,
        requestBytes: 2 ** request.order * dump.pageSizeBytes,
        largestChunkBytes: open.reduce((all, { chunks }) => Math.max(all, chunks.largestBytes ?? 0), 0),
        freeBytes: free.zone.free?.freeBytes ?? 0,
      },
      missing,
      overturnedBy: 'a usable free chunk of that order in another zone that the request could use',
      next: [
        'cat /proc/buddyinfo /proc/pagetypeinfo',
        'echo 1 > /proc/sys/vm/compact_memory  # merges what can be moved',
        'raise vm.min_free_kbytes, or have the caller named in the call trace ask for less at once',
      ],
    }
  },
})

function sizeOf({ pageSizeBytes }: DumpEvent, { order }: PageRequest): string {
  return short(2 ** order * pageSizeBytes)
}

function stateWords(dump: DumpEvent, request: PageRequest, { state, largestBytes }: ChunkState): string {
  if (state === 'scarce')
    return `too few of its chunks are as large as ${sizeOf(dump, request)} for kernels before 4.4`
  return largestBytes === undefined || largestBytes === 0
    ? 'none of its free chunks may be used for the request'
    : `the largest free chunk that the request may use is ${short(largestBytes)}, and it needs ${sizeOf(dump, request)}`
}

function costly({ type }: DumpEvent, { order }: PageRequest): string {
  if (order <= COSTLY_ORDER) return ''
  return type === 'oom'
    ? ` Order ${order} is above ${COSTLY_ORDER}: the kernel normally lets such a request fail and kills nobody.`
    : ` Order ${order} is above ${COSTLY_ORDER}: the kernel does not try hard for such a request, it is the caller that must do with less.`
}

function buddyLine({ zone, chunks }: Open): SaidLine[] {
  if (zone.buddy === undefined || chunks.largestBytes === undefined) return []
  const largest =
    chunks.largestBytes === 0 ? 'no usable chunk' : `largest usable chunk ${chunks.largestBytes / 1024}kB`
  return [{ line: zone.buddy.line, says: `${nameOf(zone.zone)}: ${largest}` }]
}

function untold(dump: DumpEvent, request: PageRequest, { zone }: Open): Answer {
  return {
    verdict: 'cannot-tell',
    title: 'Whether free memory was in too small chunks cannot be told',
    summary: `${happening(dump) === 'the OOM' ? 'The OOM' : 'The failed allocation'} asked for order ${request.order}, and ${nameOf(zone.zone)} is above its mark, but its list of free chunks was not read.`,
    lines: [requestLine(dump), ...zoneLines(dump, [zone])],
    missing: ['kernel log: the list of free chunks of each zone ("Node 0 Normal: 90*4kB …")'],
    next: ['journalctl -k  # the whole dump'],
  }
}
