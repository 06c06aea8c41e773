import { useMemo } from 'preact/hooks'
import { eventLine, shortMoment } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { usePage } from '../ui/page-context.js'
import { WORDS } from './words.js'

/** More are in the timeline. */
const SHOWN = 20

/** Allocations that failed, and killed nobody: a line each. */
export function Failures() {
  const { events } = usePage().data.document
  const failures = useMemo(() => events.filter((event) => event.type === 'page-allocation-failure'), [events])
  if (failures.length === 0) return null
  return (
    <section class="shell-failures" aria-labelledby="failures">
      <h2 id="failures">{WORDS.failures}</h2>
      <ul>
        {failures.slice(0, SHOWN).map((event) => (
          <li key={event.id}>
            {shortMoment(event.at)} {eventLine(event)}{' '}
            <Lines input={event.source.input} line={event.source.firstLine} />
          </li>
        ))}
      </ul>
      {failures.length > SHOWN && <p>{WORDS.more(failures.length - SHOWN)}</p>}
    </section>
  )
}
