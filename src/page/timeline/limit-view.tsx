import { limitSize } from '../../report/index.js'
import { hasNames } from './layout.js'
import { Hits, Point, Shortfall, thinned } from './limit-points.js'
import { amountsOf, heightOf, PLOT_PX } from './limit-scale.js'
import type { LimitPlot } from './limits.js'
import type { Piece } from './step-line.js'

interface LimitProps {
  readonly plot: LimitPlot
  readonly xOf: (ms: number) => number
  readonly width: number
  /** Room left of the plot for amounts. */
  readonly left: number
  choose(id: string): void
}

/** The limit of all pods over time, against Allocatable and what OOMs hit. */
export function LimitView({ plot, xOf, width, left, choose }: LimitProps) {
  const yOf = heightOf(plot)
  const clamp = (x: number) => Math.min(Math.max(x, -10), width + 10)
  const lineOf = (pieces: readonly Piece[], isRead: boolean) =>
    pieces
      .filter((piece) => piece.isRead === isRead)
      .map(({ fromMs, toMs, bytes }) => `M${clamp(xOf(fromMs))} ${yOf(bytes)}H${clamp(xOf(toMs))}`)
      .join('')
  return (
    <g class="timeline-limits">
      <g clip-path="url(#timeline-clip)">
        <path class="timeline-allocatable" d={lineOf(plot.allocatable, false)} />
        <path class="timeline-held-line" d={lineOf(plot.held, true)} />
        <path
          class="timeline-force-inferred"
          d={lineOf(plot.inForce, false) + risersOf(plot.inForce, xOf, yOf)}
        />
        <path class="timeline-force-read" d={lineOf(plot.inForce, true)} />
        <Shortfall plot={plot} xOf={xOf} yOf={yOf} width={width} />
        {thinned(plot.points, xOf, width).map((point) => (
          <Point
            key={`${point.id} ${point.kind}`}
            point={point}
            x={xOf(point.atMs)}
            y={yOf(point.bytes)}
            choose={choose}
          />
        ))}
        <Hits plot={plot} xOf={xOf} yOf={yOf} width={width} />
      </g>
      {amountsOf(plot, yOf).map(({ bytes, textY }) => (
        <text
          key={bytes}
          class={`timeline-amount ${hasNames(left) ? 'timeline-end' : 'timeline-begin'}`}
          x={hasNames(left) ? -8 : 3}
          y={hasNames(left) ? textY + 4 : textY - 4}
        >
          {limitSize(bytes)}
        </text>
      ))}
      <line class="timeline-rule" x1={-left} x2={width} y1={PLOT_PX - 1} y2={PLOT_PX - 1} />
    </g>
  )
}

/** Between two levels that follow each other: when exactly it changed is inferred or lies between two readings. */
function risersOf(
  pieces: readonly Piece[],
  xOf: (ms: number) => number,
  yOf: (bytes: number) => number,
): string {
  return pieces
    .map((piece, index) => {
      const next = pieces[index + 1]
      if (next === undefined || next.fromMs !== piece.toMs || next.bytes === piece.bytes) return ''
      return `M${xOf(next.fromMs)} ${yOf(piece.bytes)}V${yOf(next.bytes)}`
    })
    .join('')
}
