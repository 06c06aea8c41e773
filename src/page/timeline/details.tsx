import type { Event, Finding, Source } from '../../record/index.js'
import { cellsOf, moment } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { usePage } from '../ui/page-context.js'
import { fieldsOf } from './fields.js'
import { eventsOf, type Mark } from './marks.js'
import { isEvidence } from './steps.js'
import { WORDS } from './words.js'

interface DetailsProps {
  readonly marks: readonly [Mark, ...Mark[]]
  close(): void
}

/** So many of the events that fall on one place are told. */
const MOST = 20

/** What was chosen on the chart: what each event says, as it was read, and where. */
export function Details({ marks, close }: DetailsProps) {
  const events = marks.flatMap(({ row }) => eventsOf(row))
  return (
    <section class="timeline-details" aria-live="polite">
      <button type="button" class="timeline-close" onClick={close}>
        {WORDS.close}
      </button>
      {events.length > 1 && <p class="timeline-muted">{WORDS.several(events.length)}</p>}
      {events.slice(0, MOST).map((event) => (
        <EventDetails key={event.id} event={event} isOnly={events.length === 1} />
      ))}
      {events.length > MOST && <p class="timeline-muted">{WORDS.andMore(events.length - MOST)}</p>}
    </section>
  )
}

function EventDetails({ event, isOnly }: { event: Event; isOnly: boolean }) {
  const { data, show } = usePage()
  const { word, says } = cellsOf({ event })
  const { source, alsoIn = [], at, host, orderUncertain = [] } = event
  const isDump = event.type === 'oom' || event.type === 'page-allocation-failure'
  const fields = isOnly && !isDump ? fieldsOf(event) : []
  return (
    <div class="timeline-event">
      <h3>
        <span class="timeline-word">{word}</span> {says}
      </h3>
      <p class="timeline-muted">
        {[moment(at), host].filter((part) => part !== undefined).join(' · ')} <Place source={source} />
        {alsoIn.map((other) => (
          <span key={`${other.input}:${other.firstLine}`}>
            {' '}
            {WORDS.alsoIn} <Place source={other} />
          </span>
        ))}
      </p>
      {event.type === 'oom' && (
        <p>
          <a href={`#${event.id}`} onClick={() => show(event.id)}>
            {WORDS.open(event.id)}
          </a>
        </p>
      )}
      {isOnly && 'message' in event && <pre class="timeline-message">{event.message}</pre>}
      {fields.length > 0 && (
        <dl class="timeline-fields">
          {fields.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {isOnly && orderUncertain.length > 0 && (
        <p class="timeline-muted">{WORDS.uncertainWith(orderUncertain.join(', '))}</p>
      )}
      {isOnly && <Concerned event={event} findings={data.document.findings} />}
    </div>
  )
}

function Place({ source }: { source: Source }) {
  return <Lines input={source.input} line={source.firstLine} />
}

/** The findings that rest on it. */
function Concerned({ event, findings }: { event: Event; findings: readonly Finding[] }) {
  const found = findings.filter((finding) => isEvidence(finding, event))
  if (found.length === 0) return null
  return (
    <p class="timeline-muted">
      {WORDS.concerns}: {found.map(({ title }) => title).join('; ')}
    </p>
  )
}
