import { limitSize, sizeAndKilobytes } from '../../report/index.js'
import { widthOf } from './layout.js'
import type { LimitPoint } from './limit-point.js'
import type { LimitPlot } from './limits.js'
import { WORDS } from './words.js'

interface PlotProps {
  readonly plot: LimitPlot
  readonly xOf: (ms: number) => number
  readonly yOf: (bytes: number) => number
  readonly width: number
}

/** On screen, and of equal ones beside each other the first. */
const APART_PX = 6

export function thinned(
  points: readonly LimitPoint[],
  xOf: (ms: number) => number,
  width: number,
): LimitPoint[] {
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

/** An amount that was read or reckoned. */
export function Point({
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
export function Hits({ plot, xOf, yOf, width }: PlotProps) {
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
export function Shortfall({ plot, xOf, yOf, width }: PlotProps) {
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
