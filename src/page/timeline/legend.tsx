import { SHAPES, type Shape } from './kinds.js'
import type { LimitPlot } from './limits.js'
import type { Mark } from './marks.js'
import { ShapeOf } from './shapes.js'
import { SHAPE_WORDS, WORDS } from './words.js'

interface LegendProps {
  readonly marks: readonly Mark[]
  readonly plots: readonly LimitPlot[]
  readonly isCut: boolean
}

/** What the shapes and lines that are drawn mean; nothing of those that are not. */
export function Legend({ marks, plots, isCut }: LegendProps) {
  const shapes = SHAPES.filter((shape) => marks.some((mark) => mark.shape === shape))
  const kinds = new Set(plots.flatMap(({ points }) => points.map(({ kind }) => kind)))
  const pieces = plots.flatMap(({ inForce }) => inForce)
  const notes = [
    ...(marks.some(({ slackMs }) => slackMs >= 1000) ? [WORDS.slack] : []),
    ...(marks.some(({ isOrderUncertain }) => isOrderUncertain) ? [WORDS.uncertainOrder] : []),
    ...(marks.some(({ isInferred }) => isInferred) ? [WORDS.zoneInferred] : []),
    ...(isCut ? [WORDS.skipped] : []),
    WORDS.counted,
  ]
  return (
    <ul class="timeline-legend">
      {shapes.map((shape) => (
        <li key={shape}>
          <Sample shape={shape} /> {SHAPE_WORDS[shape]}
        </li>
      ))}
      {(['hit', 'read', 'held', 'computed'] as const).flatMap((kind) =>
        kinds.has(kind)
          ? [
              <li key={kind}>
                <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
                  <g class={`timeline-point timeline-point-${kind}`}>
                    <path d={SAMPLES[kind]} />
                  </g>
                </svg>{' '}
                {WORDS.limitOf} {WORDS[kind]}
              </li>,
            ]
          : [],
      )}
      {pieces.some(({ isRead }) => isRead) && <LineSample name="timeline-force-read" text={WORDS.steady} />}
      {pieces.some(({ isRead }) => !isRead) && (
        <LineSample name="timeline-force-inferred" text={WORDS.inferred} />
      )}
      {kinds.has('allocatable') && <LineSample name="timeline-allocatable" text={WORDS.allocatableLine} />}
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}

const SAMPLES = {
  hit: 'M-5 -5L5 5M5 -5L-5 5',
  read: 'M-3.2 0A3.2 3.2 0 1 0 3.2 0A3.2 3.2 0 1 0 -3.2 0Z',
  held: 'M-3 -3H3V3H-3Z',
  computed: 'M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z',
} as const

function Sample({ shape }: { shape: Shape }) {
  const level = shape === 'kill' ? 'loud' : shape === 'run' || shape === 'note' ? 'minor' : 'notable'
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      <g class={`timeline-mark timeline-${level}`}>
        <ShapeOf shape={shape} />
      </g>
    </svg>
  )
}

function LineSample({ name, text }: { name: string; text: string }) {
  return (
    <li>
      <svg width="26" height="10" aria-hidden="true">
        <path class={name} d="M0 5H26" />
      </svg>{' '}
      {text}
    </li>
  )
}
