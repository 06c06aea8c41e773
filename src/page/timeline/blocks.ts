import type { Group, Grouped } from './groups.js'
import type { LaneLayout } from './layout.js'
import { PLOT_PX } from './limit-scale.js'
import type { LimitPlot } from './limits.js'

/** What is drawn of one machine, below that of the one before. */
export interface Block {
  readonly group: Group
  readonly isClosed: boolean
  readonly lanes: readonly LaneLayout[]
  readonly plot?: LimitPlot
  /** Pixels: from the top of the drawing, of the machine's name, and of all of the block. */
  readonly top: number
  readonly head: number
  readonly height: number
  /** From the block's first lane to its limits. */
  readonly plotTop: number
}

const HEAD_PX = 24
/** With more machines than this, those without a kill begin closed. */
const MOST_OPEN = 3

export function blocksOf(
  { groups }: Grouped,
  layouts: readonly (readonly LaneLayout[])[],
  plots: ReadonlyMap<string, LimitPlot>,
  closed: ReadonlySet<string>,
  from: number,
): Block[] {
  let top = from
  return groups.map((group, index) => {
    const isClosed = closed.has(group.key)
    const lanes = isClosed ? [] : (layouts[index] ?? [])
    const plot = isClosed ? undefined : plots.get(group.key)
    const head = groups.length > 1 ? HEAD_PX : 0
    const plotTop = lanes.reduce((sum, lane) => sum + lane.height, 0)
    const height = head + plotTop + (plot === undefined ? 0 : PLOT_PX)
    const block = {
      group,
      isClosed,
      lanes,
      top,
      head,
      height,
      plotTop,
      ...(plot === undefined ? {} : { plot }),
    }
    top += height
    return block
  })
}

export function closedAtFirst(groups: readonly Group[]): ReadonlySet<string> {
  if (groups.length <= MOST_OPEN) return new Set()
  const quiet = groups.filter(({ marks }) => marks.every(({ level }) => level < 3))
  return new Set((quiet.length < groups.length ? quiet : groups.slice(1)).map(({ key }) => key))
}

export function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
