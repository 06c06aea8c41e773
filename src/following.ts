import { diagnoseDump } from './diagnosis/index.js'
import type { Ids } from './ids.js'
import type { BundleOptions } from './options.js'
import type { Event, Finding, FoundEvent, Input } from './record/index.js'
import { isDump } from './record/is-dump.js'
import type { Redactor } from './redact/index.js'
import { Session } from './session.js'

/** What the inputs that are followed together have in common. */
export interface InCommon {
  readonly ids: Ids
  readonly redactor?: Redactor | undefined
  /** Which events are handed on. */
  isWanted(event: Event): boolean
  tell(event: Event, findings: readonly Finding[]): void
}

/**
 * One input that grows, for weeks if need be: each event is handed on as soon as nothing more can come for it, a dump with
 * the findings that rest on it alone. Nothing of it is kept; so there are no findings over several events, and times stay
 * as they are printed.
 */
export class Following {
  readonly #session: Session
  readonly #options: BundleOptions
  readonly #inCommon: InCommon

  constructor(name: string, options: BundleOptions, inCommon: InCommon) {
    this.#options = options
    this.#inCommon = inCommon
    this.#session = new Session({ ...options, name }, (event) => this.#take(event))
  }

  write(chunk: Uint8Array): void {
    this.#session.write(chunk)
  }

  /** For so long there was nothing more to read. */
  waited(ms: number): void {
    this.#session.waited(ms)
  }

  /** Another file goes on with the log. */
  cut(): void {
    this.#session.cut()
  }

  get soFar(): Pick<Input, 'kinds' | 'lines'> {
    return this.#session.soFar
  }

  end(): Input {
    const input = this.#session.end()
    return this.#inCommon.redactor?.input(input) ?? input
  }

  #take(found: FoundEvent): void {
    const { ids, redactor, isWanted, tell } = this.#inCommon
    const read = ids.give(found)
    if (!isWanted(read)) return
    const event = redactor?.event(read) ?? read
    const cannotTell = this.#options.cannotTell === true
    tell(event, isDump(event) ? diagnoseDump(event, { cannotTell }) : [])
  }
}
