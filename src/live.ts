import { assemble } from './bundle.js'
import { diagnoseDump } from './diagnosis/index.js'
import { Ids } from './ids.js'
import { KeptEvents } from './kept-events.js'
import { type KnownOfInput, withKnown } from './known-input.js'
import type { BundleOptions } from './options.js'
import { withOwnStrings } from './own-strings.js'
import type { ClockFact } from './record/clock-fact.js'
import type { Event, EventType, FoundEvent, Problem, StreamRecord } from './record/index.js'
import { isDump } from './record/is-dump.js'
import { Redactor } from './redact/index.js'
import { FindingFilter, noneOf } from './select/index.js'
import { Session } from './session.js'

const MOST_FACTS = 20_000

/** What a caller of `Live` wants to have otherwise. */
export interface LiveOptions {
  /** Which events are handed on; what is said of those left out alone is not said. */
  readonly isWanted?: ((event: Event) => boolean) | undefined
  /** How much room there is for the events that findings over several rest on, in characters of JSON. */
  readonly room?: number
}

/**
 * One input whose events are handed on as soon as they are known, each dump with the findings on it alone; those over several
 * events follow at the end. For these as many events are kept as there is room for: the memory does not grow with the log.
 */
export class Live {
  readonly #options: BundleOptions
  readonly #sink: (record: StreamRecord) => void
  readonly #session: Session
  readonly #ids = new Ids()
  readonly #kept: KeptEvents
  readonly #facts: ClockFact[] = []
  readonly #redactor: Redactor | undefined
  readonly #isWanted: (event: Event) => boolean
  #ooms = 0
  #isAny = false

  constructor(
    name: string,
    options: BundleOptions,
    sink: (record: StreamRecord) => void,
    { isWanted = () => true, room }: LiveOptions = {},
  ) {
    this.#options = options
    this.#redactor = options.redact === true ? new Redactor() : undefined
    this.#isWanted = isWanted
    this.#kept = new KeptEvents(room)
    this.#sink = sink
    this.#session = new Session(
      { ...options, name },
      (event) => this.#take(event),
      (fact) => this.#factOf(fact),
    )
  }

  write(chunk: string | Uint8Array): void {
    this.#session.write(chunk)
  }

  /** What was kept of the events, with the instants that only the whole log tells. */
  end(known: KnownOfInput): readonly Event[] {
    const input = withKnown(this.#session.end(), known)
    this.#sink({ record: 'input', ...(this.#redactor?.input(input) ?? input) })
    const kept = this.#kept.entries()
    const about = new FindingFilter()
    for (const { event, isWanted } of kept) about.see(event, isWanted)
    const reading = { input, events: kept.map(({ event }) => event), facts: this.#facts }
    const notKept = this.#kept.notKept
    const how = { dumpsDone: true, redactor: this.#redactor, notKept: new Set(notKept.keys()) }
    const lacking = notKept.size === 0 ? [] : [notKeptProblem(input.name, notKept)]
    const { events, findings, problems } = assemble([reading], this.#options, lacking, how)
    for (const finding of findings) if (about.isWanted(finding)) this.#sink({ record: 'finding', ...finding })
    for (const problem of problems) this.#sink({ record: 'problem', ...problem })
    if (!this.#isAny) {
      const none = noneOf(this.#ooms, 'OOM')
      if (none !== undefined) this.#sink({ record: 'problem', ...none })
    }
    return events.filter(({ id }) => !about.isLeftOut(id))
  }

  #take(found: FoundEvent): void {
    const event = this.#ids.give(found)
    const isWanted = this.#isWanted(event)
    if (event.type === 'oom') {
      this.#ooms++
      if (isWanted) this.#isAny = true
    }
    if (isWanted) this.#tell(this.#redactor?.event(event) ?? event)
    this.#kept.add(event, isWanted)
  }

  /** More than a log of one machine has: names and stamps can be made up by the million. */
  #factOf(fact: ClockFact): void {
    if (this.#facts.length < MOST_FACTS) this.#facts.push(withOwnStrings(fact))
  }

  #tell(event: Event): void {
    this.#sink({ record: 'event', ...event })
    if (isDump(event))
      for (const finding of diagnoseDump(event, { cannotTell: this.#options.cannotTell === true }))
        this.#sink({ record: 'finding', ...finding })
  }
}

function notKeptProblem(name: string, notKept: ReadonlyMap<EventType, number>): Problem {
  const counted = [...notKept].map(([type, count]) => `${count} ${type}`).join(', ')
  const message = `${name}: more events than are kept for the findings at the end, which are without ${counted}`
  return { code: 'events-not-kept', message }
}
