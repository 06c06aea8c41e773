import type { DumpEvent } from '../record/index.js'
import { type GfpMask, readGfpMask } from './gfp-zone.js'
import { hasNode, type NodeList, readNodeList } from './node-list.js'

/**
 * How far below the min watermark a request may go (__zone_watermark_ok, mm/page_alloc.c): not at all; to a half with
 * __GFP_HIGH; to three eighths when it cannot wait either, as GFP_ATOMIC.
 */
export type Reserves = 'none' | 'half' | 'atomic' | 'unknown'

/** What was asked of the page allocator. */
export interface PageRequest extends GfpMask {
  readonly order: number
  readonly reserves: Reserves
  /** undefined where the dump does not tell whether the request may use the node. */
  mayUseNode(node: number | undefined): boolean | undefined
}

/** Linux orders end at 10; some architectures have a few more. */
const HIGHEST_ORDER = 20

/** Names that stand for a request that can wait for reclaim. */
const WAITING = new Set([
  'GFP_KERNEL',
  'GFP_KERNEL_ACCOUNT',
  'GFP_NOFS',
  'GFP_NOIO',
  'GFP_USER',
  'GFP_TEMPORARY',
  'GFP_HIGHUSER',
  'GFP_HIGHUSER_MOVABLE',
  'GFP_TRANSHUGE',
  '__GFP_RECLAIM',
  '__GFP_DIRECT_RECLAIM',
  '__GFP_WAIT',
])

/** Names that hold a request to its cpuset. GFP_KERNEL alone may leave it for that of an ancestor. */
const HARDWALL = new Set([
  '__GFP_HARDWALL',
  'GFP_USER',
  'GFP_HIGHUSER',
  'GFP_HIGHUSER_MOVABLE',
  'GFP_TRANSHUGE',
])

/**
 * The request for pages that the dump is about; undefined where there is none (a cgroup's limit, SysRq, vmalloc) or where it
 * was not read.
 */
export function requestOf(dump: DumpEvent): PageRequest | undefined {
  if (dump.type === 'oom' && dump.scope === 'memcg') return undefined
  const { order, gfpMask, manual, pageFault } = dump.trigger
  const mask = readGfpMask(gfpMask)
  if (manual === true || pageFault === true || mask === undefined) return undefined
  if (order === undefined || order < 0 || order > HIGHEST_ORDER) return undefined
  const flags = dump.trigger.gfpFlags
  const reserves = reservesOf(dump, mask, flags)
  return { ...mask, order, reserves, mayUseNode: nodesOf(dump, reserves, flags) }
}

function reservesOf(
  { type }: DumpEvent,
  { isHigh }: GfpMask,
  flags: readonly string[] | undefined,
): Reserves {
  // Nobody is killed for a request that cannot wait.
  if (type === 'oom') return isHigh ? 'half' : 'none'
  if (flags === undefined) return 'unknown'
  if (flags.some((flag) => WAITING.has(flag))) return isHigh ? 'half' : 'none'
  // Before 4.4 every request that cannot wait could go lower; since then __GFP_HIGH is needed.
  return isHigh ? 'atomic' : 'unknown'
}

function nodesOf(
  dump: DumpEvent,
  reserves: Reserves,
  flags: readonly string[] | undefined,
): PageRequest['mayUseNode'] {
  const { nodes, memsAllowed } = nodeListsOf(dump)
  // Wants one node, and the dump does not say which.
  const isOneNode = flags?.includes('__GFP_THISNODE') === true
  const isHeld = flags?.some((flag) => HARDWALL.has(flag)) === true
  return (node) => {
    if (node === undefined) return true
    if (nodes !== undefined && !hasNode(nodes, node)) return false
    if (memsAllowed !== undefined && reserves !== 'atomic' && !hasNode(memsAllowed, node))
      return isHeld ? false : undefined
    return isOneNode ? undefined : true
  }
}

/** The nodes of the memory policy and those of the cpuset, where they were printed. */
export function nodeListsOf(dump: DumpEvent): { nodes?: NodeList; memsAllowed?: NodeList } {
  const constraint = dump.type === 'oom' ? dump.constraint : undefined
  const nodes = readNodeList(constraint?.nodemask ?? dump.trigger.nodemask)
  const memsAllowed = readNodeList(constraint?.memsAllowed ?? dump.trigger.memsAllowed)
  return {
    ...(nodes === undefined ? {} : { nodes }),
    ...(memsAllowed === undefined ? {} : { memsAllowed }),
  }
}
