import { limitSize, sizeAndKilobytes } from '../../report/index.js'
import { hasNames, widthOf } from './layout.js'
import { amountsOf, heightOf, PLOT_PX } from './limit-scale.js'
import type { LimitPlot, LimitPoint } from './limits.js'
import type { Piece } from './step-line.js'
import { WORDS } from './words.js'

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

/** On screen, and of equal ones beside each other the first. */
const APART_PX = 6

function thinned(points: readonly LimitPoint[], xOf: (ms: number) => number, width: number): LimitPoint[] {
  const last = new Map<string, number>()
  return points.filter(({ kind, bytes, atMs }) => {
    const x = xOf(atMs)
    const key = `${kind} ${bytes}`
    if (x < -APART_PX || x > width + APART_PX || x - (last.get(key) ?? Number.NEGATIVE_INFINITY) < APART_PX)
      return false
    last.set(key, x)
    return true
  })
}

const POINTS: Readonly<Record<LimitPoint['kind'], string>> = {
  hit: 'M-5 -5L5 5M5 -5L-5 5',
  read: 'M-3.2 0A3.2 3.2 0 1 0 3.2 0A3.2 3.2 0 1 0 -3.2 0Z',
  held: 'M-3 -3H3V3H-3Z',
  computed: 'M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z',
  allocatable: 'M0 -5L5 0L0 5L-5 0Z',
}

function Point({
  point,
  x,
  y,
  choose,
}: {
  point: LimitPoint
  x: number
  y: number
  choose(id: string): void
}) {
  const { id, bytes, kind } = point
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its mark in the lane above is the button
    <g
      class={`timeline-point timeline-point-${kind}`}
      data-point={id}
      data-bytes={bytes}
      transform={`translate(${x} ${y})`}
      onClick={() => choose(id)}
    >
      <title>{`${WORDS[kind]}: ${sizeAndKilobytes(bytes)}`}</title>
      <path d={POINTS[kind]} />
    </g>
  )
}

/** Each hit with its exact amount, the first of equal ones. */
function Hits({
  plot,
  xOf,
  yOf,
  width,
}: Omit<LimitProps, 'left' | 'choose'> & { yOf(bytes: number): number }) {
  const hits = plot.points.filter(({ kind }) => kind === 'hit')
  const first = hits.filter((hit, index) => hits.findIndex(({ bytes }) => bytes === hit.bytes) === index)
  return (
    <>
      {first.map(({ id, atMs, bytes }) => {
        const text = sizeAndKilobytes(bytes)
        const x = Math.min(xOf(atMs), width - widthOf(text) / 2 - 4)
        return (
          <text
            key={id}
            class="timeline-hit timeline-middle"
            x={Math.max(x, widthOf(text) / 2 + 4)}
            y={yOf(bytes) + 17}
          >
            {text}
          </text>
        )
      })}
    </>
  )
}

/** How far the limit that was hit is below Allocatable of then. */
function Shortfall({
  plot,
  xOf,
  yOf,
  width,
}: Omit<LimitProps, 'left' | 'choose'> & { yOf(bytes: number): number }) {
  const hit = plot.points.find(({ kind }) => kind === 'hit')
  if (hit === undefined) return null
  const above = plot.allocatable.find(
    ({ fromMs, toMs, bytes }) => fromMs <= hit.atMs && hit.atMs <= toMs && bytes > hit.bytes,
  )
  if (above === undefined) return null
  const x = xOf(hit.atMs)
  const [top, bottom] = [yOf(above.bytes), yOf(hit.bytes)]
  const text = WORDS.below(limitSize(above.bytes - hit.bytes))
  const isLeft = x + widthOf(text) + 12 > width
  return (
    <g class="timeline-shortfall">
      <path
        d={`M${x} ${top + 2}V${bottom - 7}M${x - 4} ${top + 2}H${x + 4}M${x - 3} ${bottom - 11}L${x} ${bottom - 7}L${x + 3} ${bottom - 11}`}
      />
      <text
        class={isLeft ? 'timeline-end' : 'timeline-begin'}
        x={isLeft ? x - 8 : x + 8}
        y={(top + bottom) / 2 + 4}
      >
        {text}
      </text>
    </g>
  )
}
