import { assemble } from './bundle.js'
import { diagnoseDump } from './diagnosis/index.js'
import { Ids } from './ids.js'
import { type KnownOfInput, withKnown } from './known-input.js'
import type { BundleOptions } from './options.js'
import { withOwnStrings } from './own-strings.js'
import type { ClockFact } from './record/clock-fact.js'
import type { Event, FoundEvent, StreamRecord } from './record/index.js'
import { isDump } from './record/is-dump.js'
import { Redactor } from './redact/index.js'
import { FindingFilter, noneOf } from './select/index.js'
import { Session } from './session.js'

/**
 * One input whose events are handed on as soon as they are known, each dump with the findings on it alone; those over several
 * events follow at the end. Of an OOM only what these ask for is kept: a log of any size with few OOMs needs little memory.
 */
export class Live {
  readonly #options: BundleOptions
  readonly #sink: (record: StreamRecord) => void
  readonly #session: Session
  readonly #ids = new Ids()
  readonly #events: Event[] = []
  readonly #facts: ClockFact[] = []
  readonly #redactor: Redactor | undefined
  readonly #isWanted: (event: Event) => boolean
  readonly #about = new FindingFilter()
  #isAny = false

  /** @param isWanted which events are handed on; what is said of those left out alone is not said */
  constructor(
    name: string,
    options: BundleOptions,
    sink: (record: StreamRecord) => void,
    isWanted: (event: Event) => boolean = () => true,
  ) {
    this.#options = options
    this.#redactor = options.redact === true ? new Redactor() : undefined
    this.#isWanted = isWanted
    this.#sink = sink
    this.#session = new Session(
      { ...options, name },
      (event) => this.#take(event),
      (fact) => this.#facts.push(withOwnStrings(fact)),
    )
  }

  write(chunk: string | Uint8Array): void {
    this.#session.write(chunk)
  }

  /** What was kept of the events, with the instants that only the whole log tells. */
  end(known: KnownOfInput): readonly Event[] {
    const input = withKnown(this.#session.end(), known)
    this.#sink({ record: 'input', ...(this.#redactor?.input(input) ?? input) })
    const reading = { input, events: this.#events, facts: this.#facts }
    const how = { dumpsDone: true, redactor: this.#redactor }
    const { events, findings, problems } = assemble([reading], this.#options, [], how)
    for (const finding of findings)
      if (this.#about.isWanted(finding)) this.#sink({ record: 'finding', ...finding })
    for (const problem of problems) this.#sink({ record: 'problem', ...problem })
    if (!this.#isAny) {
      const none = noneOf(events.filter(({ type }) => type === 'oom').length, 'OOM')
      if (none !== undefined) this.#sink({ record: 'problem', ...none })
    }
    return events.filter(({ id }) => !this.#about.isLeftOut(id))
  }

  #take(found: FoundEvent): void {
    const event = this.#ids.give(found)
    const isWanted = this.#isWanted(event)
    this.#about.see(event, isWanted)
    if (isWanted && event.type === 'oom') this.#isAny = true
    if (isWanted) this.#tell(this.#redactor?.event(event) ?? event)
    this.#events.push(withOwnStrings(slim(event)))
  }

  #tell(event: Event): void {
    this.#sink({ record: 'event', ...event })
    if (isDump(event))
      for (const finding of diagnoseDump(event, { cannotTell: this.#options.cannotTell === true }))
        this.#sink({ record: 'finding', ...finding })
  }
}

function slim(event: Event): Event {
  if (event.type !== 'oom') return event
  const { tasks: _tasks, callTrace: _trace, memInfo: _memory, registers: _registers, ...rest } = event
  return rest
}
