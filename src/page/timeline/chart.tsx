import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Axis, shareOf } from './axis.js'
import { AXIS_PX, AxisView } from './axis-view.js'
import { BlockView } from './block-view.js'
import { blocksOf, closedAtFirst, toggled } from './blocks.js'
import { crowdsOf } from './crowd.js'
import type { Grouped } from './groups.js'
import { keyed } from './keys.js'
import { crowdsOnScreen, type DrawnCrowd, EDGE_PX, lanesOf } from './layout.js'
import type { LimitPlot } from './limits.js'
import type { MarkHandlers } from './mark-view.js'
import { ticksOf } from './ticks.js'
import { Tip } from './tip.js'
import { useGestures } from './use-gestures.js'
import { showing, type View, xOf } from './view.js'
import { WORDS } from './words.js'

interface ChartProps {
  readonly grouped: Grouped
  readonly axis: Axis
  readonly plots: ReadonlyMap<string, LimitPlot>
  readonly view: View
  setView(view: View): void
  /** The axis, and what stands left of it. */
  readonly width: number
  readonly left: number
  readonly numbers: ReadonlyMap<string, number>
  readonly chosen: string | undefined
  choose(id: string): void
}

/** The drawing: lanes of each machine over one axis. */
export function Chart(props: ChartProps) {
  const { grouped, axis, plots, view, setView, width, left, numbers, chosen, choose } = props
  const svg = useRef<SVGSVGElement>(null)
  const goTo = useRef<string | undefined>(undefined)
  const [tip, setTip] = useState<{ crowd: DrawnCrowd; y: number }>()
  const [stop, setStop] = useState<string>()
  const [closed, setClosed] = useState(() => closedAtFirst(grouped.groups))
  useGestures(svg, { left, width }, view, setView)
  useEffect(() => {
    if (goTo.current === undefined) return
    svg.current?.querySelector<SVGElement>(`[data-mark="${goTo.current}"]`)?.focus()
    goTo.current = undefined
  })

  const isTold = useCallback((id: string) => numbers.has(id), [numbers])
  const layouts = useMemo(
    () => grouped.groups.map((group) => lanesOf(group, axis, { width, left }, isTold)),
    [grouped, axis, width, left, isTold],
  )
  const blocks = blocksOf(grouped, layouts, plots, closed, AXIS_PX)
  const height = blocks.reduce((sum, block) => sum + block.height, AXIS_PX)
  const drawn = blocks.map(({ lanes }) =>
    lanes.map(({ placed }) => crowdsOnScreen(placed, view, width, isTold)),
  )
  const onScreen = drawn.flat(2).filter(({ screenX }) => screenX >= 0 && screenX <= width)
  const first = onScreen.reduce<DrawnCrowd | undefined>(
    (least, one) => (least === undefined || one.screenX < least.screenX ? one : least),
    undefined,
  )

  /** The neighbour in time, brought on screen where it is not. */
  const step = (crowd: DrawnCrowd, by: 1 | -1) => {
    const scale = width / (view.end - view.begin)
    const all = blocks
      .flatMap(({ lanes }) => lanes.flatMap(({ placed }) => crowdsOf(placed, scale, isTold)))
      .sort((a, b) => a.x - b.x)
    const next = all[all.findIndex(({ lead }) => lead.id === crowd.lead.id) + by]
    if (next === undefined) return
    goTo.current = next.lead.id
    setStop(next.lead.id)
    setView(showing(view, next.x / scale))
  }
  const on: MarkHandlers = {
    choose: ({ lead }) => {
      setStop(lead.id)
      choose(lead.id)
    },
    point: (crowd, y) => setTip(crowd === undefined ? undefined : { crowd, y }),
    key: (event, crowd) => {
      if (event.key === 'ArrowRight') step(crowd, 1)
      else if (event.key === 'ArrowLeft') step(crowd, -1)
      else if (event.key === 'Enter' || event.key === ' ') choose(crowd.lead.id)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
  }
  const key = (event: KeyboardEvent) => {
    const next = keyed(event, view)
    if (next === undefined) return
    event.preventDefault()
    setView(next)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing that is moved by keys needs the focus
    <div class="timeline-chart" role="application" aria-label={WORDS.chartLabel} tabIndex={0} onKeyDown={key}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: its marks have names, and a title would be a tip over all of it */}
      <svg ref={svg} width={left + width + EDGE_PX} height={height} data-left={left} data-width={width}>
        <Patterns width={width} height={height} />
        <g transform={`translate(${left} 0)`}>
          <AxisView
            axis={axis}
            view={view}
            ticks={ticksOf(axis, view, width, grouped.clock)}
            width={width}
            height={height}
          />
          {blocks.map((block, index) => (
            <BlockView
              key={block.group.key}
              block={block}
              drawn={drawn[index] ?? []}
              xOf={(ms) => xOf(view, width, shareOf(axis, ms))}
              left={left}
              width={width}
              numbers={numbers}
              chosen={chosen}
              tabStop={onScreen.some(({ lead }) => lead.id === stop) ? stop : first?.lead.id}
              on={on}
              choose={choose}
              toggle={() => setClosed(toggled(closed, block.group.key))}
            />
          ))}
        </g>
      </svg>
      {tip !== undefined && (
        <Tip crowd={tip.crowd} x={left + tip.crowd.screenX} y={tip.y} width={left + width} />
      )}
    </div>
  )
}

function Patterns({ width, height }: { width: number; height: number }) {
  return (
    <defs>
      <clipPath id="timeline-clip">
        <rect x={-EDGE_PX} y={-height} width={width + 2 * EDGE_PX} height={3 * height} />
      </clipPath>
      <pattern
        id="timeline-hatch"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line class="timeline-hatch" x1="0" y1="0" x2="0" y2="6" />
      </pattern>
    </defs>
  )
}
