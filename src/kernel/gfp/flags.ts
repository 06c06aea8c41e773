import { version } from './version.js'

/** One bit of the mask in the releases that have it. */
export interface Flag {
  readonly name: string
  readonly bit: number
  readonly from: number
  readonly until: number
}

const FIRST = '2.6.32'
const NEVER = '999.0'

/** In the order in which 4.6 to 6.12 print them (include/trace/events/mmflags.h); those that older ones have as well. */
const ROWS: readonly (readonly [
  name: string,
  ...spans: (readonly [bit: number, from: string, until: string])[],
])[] = [
  ['GFP_DMA', [0x1, FIRST, NEVER]],
  ['__GFP_HIGHMEM', [0x2, FIRST, NEVER]],
  ['GFP_DMA32', [0x4, FIRST, NEVER]],
  ['__GFP_HIGH', [0x20, FIRST, NEVER]],
  ['__GFP_ATOMIC', [0x80000, '4.4', '5.1'], [0x200, '5.1', '6.3']],
  ['__GFP_WAIT', [0x10, FIRST, '4.4']],
  ['__GFP_IO', [0x40, FIRST, NEVER]],
  ['__GFP_FS', [0x80, FIRST, NEVER]],
  ['__GFP_COLD', [0x100, FIRST, '4.15']],
  ['__GFP_NOWARN', [0x200, FIRST, '5.1'], [0x2000, '5.1', NEVER]],
  ['__GFP_REPEAT', [0x400, FIRST, '4.13']],
  ['__GFP_RETRY_MAYFAIL', [0x400, '4.13', '5.1'], [0x4000, '5.1', NEVER]],
  ['__GFP_NOFAIL', [0x800, FIRST, '5.1'], [0x8000, '5.1', NEVER]],
  ['__GFP_NORETRY', [0x1000, FIRST, '5.1'], [0x10000, '5.1', NEVER]],
  ['__GFP_COMP', [0x4000, FIRST, '5.1'], [0x40000, '5.1', NEVER]],
  ['__GFP_ZERO', [0x8000, FIRST, '5.1'], [0x100, '5.1', NEVER]],
  ['__GFP_NOMEMALLOC', [0x10000, FIRST, '5.1'], [0x80000, '5.1', NEVER]],
  ['__GFP_MEMALLOC', [0x2000, '3.6', '5.1'], [0x20000, '5.1', NEVER]],
  ['__GFP_HARDWALL', [0x20000, FIRST, '5.1'], [0x100000, '5.1', NEVER]],
  ['__GFP_THISNODE', [0x40000, FIRST, '5.1'], [0x200000, '5.1', NEVER]],
  ['__GFP_RECLAIMABLE', [0x80000, FIRST, '4.4'], [0x10, '4.4', NEVER]],
  ['__GFP_MOVABLE', [0x8, FIRST, NEVER]],
  ['__GFP_KMEMCG', [0x100000, '3.8', '4.1']],
  ['__GFP_NOACCOUNT', [0x100000, '4.1', '4.5']],
  ['__GFP_ACCOUNT', [0x100000, '4.5', '5.1'], [0x400000, '5.1', NEVER]],
  ['__GFP_NOTRACK', [0x200000, FIRST, '4.14']],
  [
    '__GFP_WRITE',
    [0x1000000, '3.3', '4.10'],
    [0x800000, '4.10', '4.17'],
    [0x100, '4.17', '5.1'],
    [0x1000, '5.1', NEVER],
  ],
  ['__GFP_NO_KSWAPD', [0x400000, '2.6.38', '4.4']],
  ['__GFP_DIRECT_RECLAIM', [0x400000, '4.4', '4.17'], [0x200000, '4.17', '5.1'], [0x400, '5.1', NEVER]],
  [
    '__GFP_KSWAPD_RECLAIM',
    [0x2000000, '4.4', '4.10'],
    [0x1000000, '4.10', '4.17'],
    [0x400000, '4.17', '5.1'],
    [0x800, '5.1', NEVER],
  ],
  ['__GFP_OTHER_NODE', [0x800000, '2.6.39', '4.10']],
  // What lies above depends on how a kernel was built, and is left as a number.
  ['__GFP_ZEROTAGS', [0x800000, '5.15', NEVER]],
]

const FLAGS: readonly Flag[] = ROWS.flatMap(([name, ...spans]) =>
  spans.map(([bit, from, until]) => ({ name, bit, from: version(from), until: version(until) })),
)

/** The names were made anew from the bits, and are printed in the order of these. 6.14 to 6.16 were not looked at. */
const IN_ORDER_OF_BITS = version('6.14')

/** The releases with which a name begins: between two of them nothing changes. */
export const FLAG_CHANGES: readonly number[] = FLAGS.map(({ from }) => from)

/** The flags of one release, in the order in which it prints them. */
export function flagsOf(release: number): Flag[] {
  const flags = FLAGS.filter(({ from, until }) => from <= release && release < until)
  return release < IN_ORDER_OF_BITS ? flags : flags.sort((a, b) => a.bit - b.bit)
}
