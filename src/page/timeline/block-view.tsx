import { BlockHead } from './block-head.js'
import type { Block } from './blocks.js'
import { LaneView } from './lane-view.js'
import { type DrawnCrowd, hasNames } from './layout.js'
import { LimitView } from './limit-view.js'
import type { MarkHandlers } from './mark-view.js'
import { idsOf } from './marks.js'
import { WORDS } from './words.js'

interface BlockProps {
  readonly block: Block
  /** Of each lane what is on screen. */
  readonly drawn: readonly (readonly DrawnCrowd[])[]
  readonly xOf: (ms: number) => number
  readonly left: number
  readonly width: number
  readonly numbers: ReadonlyMap<string, number>
  readonly chosen: string | undefined
  readonly tabStop: string | undefined
  readonly on: MarkHandlers
  choose(id: string): void
  toggle(): void
}

/** The lanes of one machine and its limit of all pods. */
export function BlockView(props: BlockProps) {
  const { block, drawn, xOf, left, width, numbers, chosen, tabStop, on, choose, toggle } = props
  const { group, lanes, plot, plotTop, top, head, height, isClosed } = block
  const told = isClosed ? [] : group.marks.filter((mark) => idsOf(mark).some((id) => numbers.has(id)))
  return (
    <g transform={`translate(0 ${top})`}>
      {head > 0 && <BlockHead block={block} left={left} toggle={toggle} />}
      <g transform={`translate(0 ${head})`}>
        <g class="timeline-guides" clip-path="url(#timeline-clip)">
          {told.map(({ id, atMs }) => (
            <line key={id} x1={xOf(atMs)} x2={xOf(atMs)} y1={0} y2={height - head} />
          ))}
        </g>
        {lanes.map((layout, index) => (
          <g key={layout.lane} transform={`translate(0 ${layout.top})`}>
            <LaneView
              layout={layout}
              crowds={drawn[index] ?? []}
              left={left}
              width={width}
              xOf={xOf}
              numbers={numbers}
              chosen={chosen}
              tabStop={tabStop}
              on={{ ...on, point: (crowd, y) => on.point(crowd, top + head + layout.top + y) }}
            />
          </g>
        ))}
        {plot !== undefined && (
          <g transform={`translate(0 ${plotTop})`}>
            <text
              class={`timeline-name ${hasNames(left) ? 'timeline-end' : 'timeline-begin'}`}
              x={hasNames(left) ? -12 : 2}
              y={hasNames(left) ? 15 : 10}
            >
              {hasNames(left) ? WORDS.limit : WORDS.limitOf}
            </text>
            <LimitView plot={plot} xOf={xOf} width={width} left={left} choose={choose} />
          </g>
        )}
      </g>
    </g>
  )
}
