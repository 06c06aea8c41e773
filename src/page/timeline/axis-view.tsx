import { type Axis, shareOf } from './axis.js'
import { roughDuration } from './durations.js'
import type { Tick } from './ticks.js'
import { type View, xOf } from './view.js'

interface AxisProps {
  readonly axis: Axis
  readonly view: View
  readonly ticks: readonly Tick[]
  readonly width: number
  readonly height: number
}

export const AXIS_PX = 44

/** How long a time was that is shortened stands above the ticks: they need their room. */
const CUT_Y = 14

/** The ticks, the lines below them, and the times that were shortened. */
export function AxisView({ axis, view, ticks, width, height }: AxisProps) {
  return (
    <g class="timeline-axis">
      {ticks.map(({ x, label }) => (
        <g key={label + x.toFixed(1)} transform={`translate(${x} 0)`}>
          <line class="timeline-grid" y1={AXIS_PX - 5} y2={height} />
          <text class={anchorOf(x, width)} y={AXIS_PX - 11}>
            {label}
          </text>
        </g>
      ))}
      {cutsOf(axis, view, width).map(({ from, to, ms }) => (
        <g key={ms + from} class="timeline-cut" data-ms={Math.round(ms)}>
          <rect
            x={from}
            y={AXIS_PX - 5}
            width={to - from}
            height={height - AXIS_PX + 5}
            fill="url(#timeline-hatch)"
          />
          <text class="timeline-middle" x={(from + to) / 2} y={CUT_Y}>
            {roughDuration(ms)}
          </text>
        </g>
      ))}
      <line class="timeline-rule" x1={0} x2={width} y1={AXIS_PX - 5} y2={AXIS_PX - 5} />
    </g>
  )
}

/** A label at the edge stays inside. */
function anchorOf(x: number, width: number): string {
  if (x < 24) return 'timeline-begin'
  return x > width - 24 ? 'timeline-end' : 'timeline-middle'
}

function cutsOf(axis: Axis, view: View, width: number) {
  const { stretches } = axis
  return stretches.slice(1).flatMap((stretch, index) => {
    const before = stretches[index]
    if (before === undefined) return []
    const from = xOf(view, width, shareOf(axis, before.to))
    const to = xOf(view, width, shareOf(axis, stretch.from))
    return to < 0 || from > width ? [] : [{ from, to, ms: stretch.from - before.to }]
  })
}
