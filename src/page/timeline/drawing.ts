import type { Document } from '../../record/index.js'
import type { Row } from '../../report/index.js'
import type { Axis } from './axis.js'
import { type Grouped, groupsOf } from './groups.js'
import { type LimitPlot, limitPlotOf } from './limits.js'
import { axisOf } from './quiet.js'

export interface Drawing {
  readonly grouped: Grouped
  readonly axis: Axis
  /** By the key of a group, where its limit of all pods is known at some moment. */
  readonly plots: ReadonlyMap<string, LimitPlot>
}

const CUT_PX = 64
const NARROW_CUT_PX = 44
const NARROW_PX = 500

/** What is drawn of a document: its rows by machine, the axis that they share, and the limits. */
export function drawingOf(
  document: Document,
  rows: readonly Row[],
  { width, isShortened }: { readonly width: number; readonly isShortened: boolean },
): Drawing {
  const grouped = groupsOf(document, rows)
  const moments = grouped.groups
    .flatMap(({ marks }) =>
      marks.flatMap(({ atMs, untilMs, shape }) => (shape === 'run' ? [atMs, untilMs ?? atMs] : [atMs])),
    )
    .sort((a, b) => a - b)
  const cutWidth = width < NARROW_PX ? NARROW_CUT_PX : CUT_PX
  const axis = axisOf(moments, { width, cutWidth, isShortened })
  const span = { fromMs: axis.stretches[0].from, toMs: (axis.stretches.at(-1) ?? axis.stretches[0]).to }
  const plots = grouped.groups.flatMap(({ key, events }) => {
    const plot = limitPlotOf(events, document.findings, grouped.clock, span)
    return plot === undefined ? [] : [[key, plot] as const]
  })
  return { grouped, axis, plots: new Map(plots) }
}
