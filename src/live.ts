import { assemble } from './bundle.js'
import { Ids } from './ids.js'
import { type KnownOfInput, withKnown } from './known-input.js'
import type { BundleOptions } from './options.js'
import { withOwnStrings } from './own-strings.js'
import type { ClockFact } from './record/clock-fact.js'
import type { Event, FoundEvent, StreamRecord } from './record/index.js'
import { Session } from './session.js'

/**
 * One input whose events are handed on as soon as they are known, and whose findings follow at its end. Of an OOM only what
 * the rules over several events ask for is kept: a log of any size with few OOMs needs little memory.
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
    const { findings } = assemble([{ input, events: this.#events, facts: this.#facts }], this.#options)
    for (const finding of findings) this.#sink({ record: 'finding', ...finding })
  }

  #take(found: FoundEvent): void {
    const event = this.#ids.give(found)
    this.#sink({ record: 'event', ...event })
    this.#events.push(withOwnStrings(slim(event)))
  }
}

function slim(event: Event): Event {
  if (event.type !== 'oom') return event
  const { tasks: _tasks, callTrace: _trace, memInfo: _memory, registers: _registers, ...rest } = event
  return rest
}
