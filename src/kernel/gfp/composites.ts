import { version } from './version.js'

/** A name for several flags, in the releases that define it so. */
export interface Composite {
  readonly name: string
  readonly flags: readonly string[]
  readonly from: number
  readonly until: number
  /** With this flag set it is not what was meant, though all of its bits are. */
  readonly without?: string
}

const OLD = ['2.6.32', '4.4'] as const
const NEW = ['4.4', '999.0'] as const

const oldUser = ['__GFP_WAIT', '__GFP_IO', '__GFP_FS', '__GFP_HARDWALL']
const oldMovable = [...oldUser, '__GFP_HIGHMEM', '__GFP_MOVABLE']
const reclaim = ['__GFP_DIRECT_RECLAIM', '__GFP_KSWAPD_RECLAIM']
const kernel = [...reclaim, '__GFP_IO', '__GFP_FS']
const user = [...kernel, '__GFP_HARDWALL']
const movable = [...user, '__GFP_HIGHMEM', '__GFP_MOVABLE']
const huge = [
  '__GFP_IO',
  '__GFP_FS',
  '__GFP_HARDWALL',
  '__GFP_HIGHMEM',
  '__GFP_MOVABLE',
  '__GFP_COMP',
  '__GFP_NOMEMALLOC',
  '__GFP_NOWARN',
]

/** In the order in which the kernel looks for them: it prints the first that fits and goes on with the bits that are left. */
const ROWS: readonly (readonly [
  name: string,
  flags: readonly string[],
  from: string,
  until: string,
  without?: string,
])[] = [
  [
    'GFP_TRANSHUGE',
    [...oldMovable, '__GFP_COMP', '__GFP_NOMEMALLOC', '__GFP_NORETRY', '__GFP_NOWARN', '__GFP_NO_KSWAPD'],
    '2.6.38',
    '4.4',
  ],
  ['GFP_TRANSHUGE', [...huge, '__GFP_NORETRY', '__GFP_DIRECT_RECLAIM'], '4.4', '4.6'],
  ['GFP_TRANSHUGE', [...huge, '__GFP_NORETRY'], '4.6', '4.8'],
  ['GFP_TRANSHUGE', [...huge, '__GFP_DIRECT_RECLAIM'], '4.8', '999.0'],
  ['GFP_TRANSHUGE_LIGHT', huge, '4.8', '999.0'],
  ['GFP_HIGHUSER_MOVABLE', oldMovable, ...OLD],
  ['GFP_HIGHUSER_MOVABLE', movable, ...NEW],
  ['GFP_HIGHUSER', [...oldUser, '__GFP_HIGHMEM'], ...OLD],
  ['GFP_HIGHUSER', [...user, '__GFP_HIGHMEM'], ...NEW],
  ['GFP_USER', oldUser, ...OLD],
  ['GFP_USER', user, ...NEW],
  ['GFP_TEMPORARY', ['__GFP_WAIT', '__GFP_IO', '__GFP_FS', '__GFP_RECLAIMABLE'], ...OLD],
  ['GFP_TEMPORARY', [...kernel, '__GFP_RECLAIMABLE'], '4.4', '4.14'],
  ['GFP_KERNEL_ACCOUNT', [...kernel, '__GFP_ACCOUNT'], '4.5', '999.0'],
  ['GFP_KERNEL', ['__GFP_WAIT', '__GFP_IO', '__GFP_FS'], ...OLD],
  ['GFP_KERNEL', kernel, ...NEW],
  ['GFP_NOFS', ['__GFP_WAIT', '__GFP_IO'], ...OLD],
  ['GFP_NOFS', [...reclaim, '__GFP_IO'], ...NEW],
  // One bit then: beside the leave to wait it only means that reserves may be used.
  ['GFP_ATOMIC', ['__GFP_HIGH'], ...OLD, '__GFP_WAIT'],
  ['GFP_ATOMIC', ['__GFP_HIGH', '__GFP_ATOMIC', '__GFP_KSWAPD_RECLAIM'], '4.4', '6.3'],
  ['GFP_ATOMIC', ['__GFP_HIGH', '__GFP_KSWAPD_RECLAIM'], '6.3', '999.0'],
  ['GFP_NOIO', ['__GFP_WAIT'], ...OLD],
  ['GFP_NOIO', reclaim, ...NEW],
  ['GFP_NOWAIT', ['__GFP_KSWAPD_RECLAIM'], '4.4', '6.7'],
  ['GFP_NOWAIT', ['__GFP_KSWAPD_RECLAIM', '__GFP_NOWARN'], '6.7', '999.0'],
]

const COMPOSITES: readonly Composite[] = ROWS.map(([name, flags, from, until, without]) => ({
  name,
  flags,
  from: version(from),
  until: version(until),
  ...(without === undefined ? {} : { without }),
}))

/** The releases with which a definition begins: between two of them nothing changes. */
export const COMPOSITE_CHANGES: readonly number[] = COMPOSITES.map(({ from }) => from)

export function compositesOf(release: number): Composite[] {
  return COMPOSITES.filter(({ from, until }) => from <= release && release < until)
}
