import { withOwnStrings } from '../own-strings.js'
import type { Document, Event, Finding, Input } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import { renderLatest, type TextOptions } from '../report/index.js'
import { VERSION } from '../version.js'

/** So many events are remembered, to say what changed before an OOM. */
const REMEMBERED = 100

/** The blocks of the dumps that come one by one, each knowing the events shortly before it. */
export class FollowedText {
  readonly #options: TextOptions
  readonly #inputs: () => Input[]
  readonly #before: Event[] = []
  #isFirst = true

  /** @param inputs what is known of the inputs by now */
  constructor(options: TextOptions, inputs: () => Input[]) {
    this.#options = options
    this.#inputs = inputs
  }

  textOf(event: Event, findings: readonly Finding[]): string {
    const events = [...this.#before, event]
    this.#before.push(withOwnStrings(slim(event)))
    if (this.#before.length > REMEMBERED) this.#before.shift()
    if (!isDump(event)) return ''
    const document: Document = {
      schema: 'oomparse/1',
      generator: { name: 'oomparse', version: VERSION },
      inputs: this.#inputs(),
      events,
      findings: [...findings],
      problems: [],
    }
    const text = renderLatest(document, this.#options)
    const gap = this.#isFirst ? '' : '\n'
    this.#isFirst = false
    return `${gap}${text}`
  }
}

function slim(event: Event): Event {
  if (event.type !== 'oom') return event
  const { tasks: _tasks, callTrace: _trace, memInfo: _memory, registers: _registers, ...rest } = event
  return rest
}
