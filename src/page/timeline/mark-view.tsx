import { rangeOf } from '../../figures/index.js'
import { dated, firstOf } from '../../report/index.js'
import type { DrawnCrowd } from './layout.js'
import { ShapeOf } from './shapes.js'
import { WORDS } from './words.js'

export interface MarkHandlers {
  choose(crowd: DrawnCrowd): void
  /** The pointer or the focus came to it, or left. */
  point(crowd: DrawnCrowd | undefined, y: number): void
  key(event: KeyboardEvent, crowd: DrawnCrowd): void
}

interface MarkProps {
  readonly crowd: DrawnCrowd
  readonly y: number
  readonly width: number
  /** Pixels of a millisecond left and right of it. */
  readonly xOf: (ms: number) => number
  readonly steps: readonly number[]
  readonly isChosen: boolean
  readonly isTabStop: boolean
  readonly on: MarkHandlers
}

const LEVELS = ['minor', 'plain', 'notable', 'loud'] as const

/** One mark, or several that fall on one place, with how long it lasted and how sure its time is. */
export function MarkView({ crowd, y, width, xOf, steps, isChosen, isTabStop, on }: MarkProps) {
  const { lead, marks, screenX: x } = crowd
  const { atMs, slackMs, untilMs } = lead
  const clamp = (at: number) => Math.min(Math.max(at, -10), width + 10)
  const from = clamp(xOf(atMs - slackMs))
  const to = clamp(xOf(atMs + slackMs))
  const last = clamp(xOf(rangeOf(marks.map((mark) => mark.untilMs ?? mark.atMs)).most))
  const top = steps.length === 0 ? -12 : -23
  const label = WORDS.mark(
    `${dated(firstOf(lead.row).at).time.trim()} ${lead.word} ${lead.says}`,
    marks.length,
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a drawing
    <g
      class={`timeline-mark timeline-${LEVELS[lead.level]}${isChosen ? ' timeline-chosen' : ''}`}
      data-mark={lead.id}
      data-x={x.toFixed(1)}
      role="button"
      tabIndex={isTabStop ? 0 : -1}
      aria-pressed={isChosen}
      aria-label={steps.length === 0 ? label : `${steps.map(WORDS.step).join(', ')}: ${label}`}
      onClick={() => on.choose(crowd)}
      onKeyDown={(event) => on.key(event, crowd)}
      onFocus={() => on.point(crowd, y)}
      onBlur={() => on.point(undefined, y)}
      onPointerEnter={() => on.point(crowd, y)}
      onPointerLeave={() => on.point(undefined, y)}
    >
      {untilMs !== undefined && last - x > 2 && (
        <line class="timeline-lasting" x1={clamp(x)} x2={last} y1={y} y2={y} />
      )}
      {to - from > 4 && (
        <path
          class="timeline-slack"
          d={`M${from} ${y - 4}V${y + 4}M${from} ${y}H${to}M${to} ${y - 4}V${y + 4}`}
        />
      )}
      <g transform={`translate(${x} ${y})`}>
        <rect class="timeline-target" x={-10} y={top} width={20} height={12 - top} rx={4} />
        {lead.isInferred && <circle class="timeline-inferred" r={9.5} />}
        <ShapeOf shape={lead.shape} />
      </g>
    </g>
  )
}

/** How many events it is, whether their order is certain, and their numbers in the evidence: its name says the same. */
export function MarkNotes({ crowd, y, steps }: Pick<MarkProps, 'crowd' | 'y' | 'steps'>) {
  const { lead, marks, screenX: x } = crowd
  const note = marks.length > 1 ? String(marks.length) : lead.isOrderUncertain ? '?' : ''
  return (
    <g class="timeline-notes" transform={`translate(${x} ${y})`}>
      {note !== '' && (
        <text class="timeline-count" x={7} y={-5}>
          {note}
        </text>
      )}
      {steps.length > 0 && <Badge steps={steps} />}
    </g>
  )
}

/** The numbers of the evidence, where the chosen finding tells this event. */
function Badge({ steps }: { steps: readonly number[] }) {
  const [first = 0] = steps
  const last = steps.at(-1) ?? first
  const text = first === last ? String(first) : `${first}–${last}`
  const size = 7 + text.length * 6
  return (
    <g class="timeline-badge" transform="translate(0 -15)">
      <rect x={-size / 2 - 1} y={-7} width={size + 2} height={14} rx={7} />
      <text y={3.8}>{text}</text>
    </g>
  )
}
