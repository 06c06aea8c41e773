import { dated, firstOf } from '../../report/index.js'
import { duration } from './durations.js'
import type { DrawnCrowd } from './layout.js'
import { wordsOf } from './readout.js'
import { WORDS } from './words.js'

interface TipProps {
  readonly crowd: DrawnCrowd
  readonly x: number
  readonly y: number
  readonly width: number
}

const WIDTH = 300

/** What a mark is, beside the pointer or the focus. */
export function Tip({ crowd, x, y, width }: TipProps) {
  const { lead, marks } = crowd
  const { day, time } = dated(firstOf(lead.row).at)
  const left = Math.max(4, Math.min(x + 12, width - WIDTH - 4))
  return (
    <div
      class="timeline-tip"
      style={{ left: `${left}px`, top: `${y + 14}px`, maxWidth: `${WIDTH}px` }}
      aria-hidden="true"
    >
      {marks.length > 1 && <p class="timeline-tip-many">{wordsOf(crowd)}</p>}
      <p>
        <b>{lead.word}</b> <span class="timeline-time">{`${day ?? ''} ${time.trim()}`}</span>
      </p>
      <p>{lead.says}</p>
      {lead.slackMs > 1000 && <p class="timeline-muted">{WORDS.offBy(duration(lead.slackMs))}</p>}
    </div>
  )
}
