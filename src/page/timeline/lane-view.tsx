import { type DrawnCrowd, hasNames, LABEL_ROW_PX, type LaneLayout, laneLabels } from './layout.js'
import { type MarkHandlers, MarkNotes, MarkView } from './mark-view.js'
import { idsOf } from './marks.js'
import { LANE_WORDS } from './words.js'

interface LaneProps {
  readonly layout: LaneLayout
  readonly crowds: readonly DrawnCrowd[]
  readonly left: number
  readonly width: number
  readonly xOf: (ms: number) => number
  /** Numbers of the evidence by the ids of events. */
  readonly numbers: ReadonlyMap<string, number>
  readonly chosen: string | undefined
  readonly tabStop: string | undefined
  readonly on: MarkHandlers
}

/** Below the middle of the marks. */
const TEXT_PX = 20

/** The marks of one lane and what is written below them. */
export function LaneView(props: LaneProps) {
  const { layout, crowds, left, width, xOf, numbers, chosen, tabStop, on } = props
  const { markY } = layout
  const labels = laneLabels(crowds, layout.rows, width, (id) => numbers.has(id) || id === chosen)
  return (
    <g class="timeline-lane" data-lane={layout.lane}>
      <text
        class={`timeline-name ${hasNames(left) ? 'timeline-end' : 'timeline-begin'}`}
        x={hasNames(left) ? -12 : 2}
        y={hasNames(left) ? markY + 4 : 11}
      >
        {LANE_WORDS[layout.lane]}
      </text>
      <line class="timeline-rule" x1={-left} x2={width} y1={layout.height - 0.5} y2={layout.height - 0.5} />
      <g clip-path="url(#timeline-clip)">
        {labels.map(({ key, x, row, side, text }) => (
          <g key={key} class="timeline-label">
            <line x1={x} x2={x} y1={markY + 7} y2={markY + TEXT_PX + row * LABEL_ROW_PX} />
            <text
              class={side === 'right' ? 'timeline-begin' : 'timeline-end'}
              x={side === 'right' ? x + 4 : x - 4}
              y={markY + TEXT_PX + row * LABEL_ROW_PX - 1}
            >
              {text}
            </text>
          </g>
        ))}
        {crowds.map((crowd) => {
          const ids = crowd.marks.flatMap(idsOf)
          const steps = ids.flatMap((id) => numbers.get(id) ?? []).sort((a, b) => a - b)
          return (
            <g key={crowd.lead.id}>
              <MarkView
                crowd={crowd}
                y={markY}
                width={width}
                xOf={xOf}
                steps={steps}
                isChosen={chosen !== undefined && ids.includes(chosen)}
                isTabStop={crowd.lead.id === tabStop}
                on={on}
              />
              <MarkNotes crowd={crowd} y={markY} steps={steps} />
            </g>
          )
        })}
      </g>
    </g>
  )
}
