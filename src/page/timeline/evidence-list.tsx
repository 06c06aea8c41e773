import type { Finding } from '../../record/index.js'
import { dated, withAmounts } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import type { Step } from './steps.js'

interface ListProps {
  readonly finding: Finding
  readonly steps: readonly Step[]
  readonly chosen: string | undefined
  choose(id: string): void
}

/** What a finding rests on, in order, with the numbers that its events have on the chart. */
export function EvidenceList({ finding, steps, chosen, choose }: ListProps) {
  return (
    <div class="timeline-evidence">
      <h3>
        <span class={`timeline-verdict timeline-verdict-${finding.verdict}`}>{finding.verdict}</span>{' '}
        {finding.title}
      </h3>
      <ol>
        {steps.map(({ number, event, evidence }) => (
          <li key={event.id} class={event.id === chosen ? 'timeline-chosen' : ''}>
            <button
              type="button"
              class="timeline-number"
              aria-pressed={event.id === chosen}
              onClick={() => choose(event.id)}
            >
              {number}
            </button>
            <span class="timeline-time">{dated(event.at).time.trim()}</span>
            <span class="timeline-says">
              {evidence.map(({ input, line, says }) => (
                <span key={`${input}:${line}`}>
                  {withAmounts(says)} <Lines input={input} line={line} />{' '}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
