import { assemble } from './bundle.js'
import { diagnoseDump } from './diagnosis/index.js'
import { Ids } from './ids.js'
import { type KnownOfInput, withKnown } from './known-input.js'
import type { BundleOptions } from './options.js'
import { withOwnStrings } from './own-strings.js'
import type { ClockFact } from './record/clock-fact.js'
import type { Event, FoundEvent, StreamRecord } from './record/index.js'
import { isDump } from './record/is-dump.js'
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

  constructor(name: string, options: BundleOptions, sink: (record: StreamRecord) => void) {
    this.#options = options
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

  end(known: KnownOfInput): void {
    const input = withKnown(this.#session.end(), known)
    this.#sink({ record: 'input', ...input })
    const reading = { input, events: this.#events, facts: this.#facts }
    const { findings, problems } = assemble([reading], this.#options, [], true)
    for (const finding of findings) this.#sink({ record: 'finding', ...finding })
    for (const problem of problems) this.#sink({ record: 'problem', ...problem })
  }

  #take(found: FoundEvent): void {
    const event = this.#ids.give(found)
    this.#sink({ record: 'event', ...event })
    if (isDump(event))
      for (const finding of diagnoseDump(event, { cannotTell: this.#options.cannotTell === true }))
        this.#sink({ record: 'finding', ...finding })
    this.#events.push(withOwnStrings(slim(event)))
  }
}

function slim(event: Event): Event {
  if (event.type !== 'oom') return event
  const { tasks: _tasks, callTrace: _trace, memInfo: _memory, registers: _registers, ...rest } = event
  return rest
}
