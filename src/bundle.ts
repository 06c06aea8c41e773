import { resolveTimes } from './clock/index.js'
import { diagnose } from './diagnosis/index.js'
import { Ids } from './ids.js'
import { InputReader } from './input-reader.js'
import type { KnownOfInput } from './known-input.js'
import type { BundleOptions } from './options.js'
import { withOwnStrings } from './own-strings.js'
import type { Document, Event, EventType, FoundEvent, Input, Problem } from './record/index.js'
import { isDump } from './record/is-dump.js'
import type { Reading } from './record/reading.js'
import { Redactor } from './redact/index.js'
import { statedFiles } from './stated-files.js'
import { buildTimeline } from './timeline/index.js'
import { VERSION } from './version.js'

/** Who wants to know the events as they were read, when those of the document have pseudonyms. */
type SeeEvents = (events: readonly Event[]) => void

/** One input of a bundle while it is read. */
export interface OpenBundleInput {
  write(chunk: string | Uint8Array): void
  /** Closes the input; what the caller knows of it goes into its record. */
  end(known?: KnownOfInput): void
}

/**
 * Several inputs of one incident: each is read on its own, then all are put on one axis and diagnosed.
 *
 *     const bundle = new Bundle()
 *     const kernel = bundle.open('dmesg.txt')
 *     kernel.write(text)
 *     kernel.end()
 *     bundle.finish().findings
 */
export class Bundle {
  readonly #options: BundleOptions
  readonly #readings: Reading[] = []
  readonly #problems: Problem[] = []
  readonly #see: SeeEvents | undefined

  /** @param see is called with the events before anything is redacted; they have the ids of those in the document */
  constructor(options: BundleOptions = {}, see?: SeeEvents) {
    this.#options = options
    this.#see = see
    const stated = statedFiles(options.files ?? [])
    if (stated !== undefined) this.#readings.push(stated)
  }

  /**
   * @param writtenMs when the file was last written, where known: a hint for stamps without a year
   * @param found is called with each event as soon as it is read
   */
  open(name: string, writtenMs?: number, found?: (event: FoundEvent) => void): OpenBundleInput {
    const events: FoundEvent[] = []
    const reader = new InputReader({ ...this.#options, name, writtenMs }, (event) => {
      events.push(isDump(event) ? event : withOwnStrings(event))
      found?.(event)
    })
    return {
      write: (chunk) => reader.write(chunk),
      end: (known) => this.add({ ...reader.end(known), events }),
    }
  }

  /** An input that was read elsewhere. */
  add(reading: Reading): void {
    this.#readings.push(reading)
  }

  /** An input that was not read: its record says why. */
  skip(input: Input): void {
    this.add({ input, events: [], facts: [] })
  }

  /** Trouble that belongs to no input. */
  note(problem: Problem): void {
    this.#problems.push(problem)
  }

  finish(): Document {
    return assemble(this.#readings, this.#options, this.#problems, { see: this.#see })
  }
}

interface Assembling {
  /** The findings on single dumps were made while the log was read. */
  readonly dumpsDone?: boolean
  readonly see?: SeeEvents | undefined
  /** The one that has seen the dumps already. */
  readonly redactor?: Redactor | undefined
  /** Types of which the readings have not all events. */
  readonly notKept?: ReadonlySet<EventType>
}

/**
 * Readings to a document: times, order, findings. What is to be redacted is so before anything is concluded from it: a
 * finding cannot tell a name that it has never seen.
 */
export function assemble(
  readings: readonly Reading[],
  options: BundleOptions,
  problems: readonly Problem[] = [],
  {
    dumpsDone = false,
    see,
    notKept = new Set(),
    redactor = options.redact === true ? new Redactor() : undefined,
  }: Assembling = {},
): Document {
  const clock = resolveTimes(readings, options)
  const timeline = buildTimeline(withSteps(clock.readings, clock.steps), clock.machineOf)
  const ids = new Ids()
  const numbered = timeline.events.map(({ event }) => ids.give(event))
  const found = timeline.events.map(({ uncertainWith }, index): Event => {
    const event = numbered[index] as Event
    const beside = uncertainWith.flatMap((other) => numbered[other]?.id ?? [])
    return beside.length === 0 ? event : { ...event, orderUncertain: beside }
  })
  see?.(found)
  const inputs = redactor === undefined ? timeline.inputs : timeline.inputs.map((one) => redactor.input(one))
  const events = redactor === undefined ? found : found.map((event) => redactor.event(event))
  const { cannotTell, rules } = options
  const diagnosis = diagnose(
    { inputs, events },
    { cannotTell: cannotTell === true, dumpsDone, notKept, ...(rules === undefined ? {} : { rules }) },
  )
  const all = [...problems, ...clock.problems, ...diagnosis.problems]
  return {
    schema: 'oomparse/1',
    generator: { name: 'oomparse', version: VERSION },
    inputs,
    events,
    findings: diagnosis.findings,
    problems: redactor === undefined ? all : all.map((problem) => redactor.problem(problem)),
  }
}

/** A step belongs to the input whose clocks showed it. */
function withSteps(readings: readonly Reading[], steps: readonly FoundEvent[]): readonly Reading[] {
  if (steps.length === 0) return readings
  return readings.map((reading) => {
    const own = steps.filter(({ source }) => source.input === reading.input.name)
    return own.length === 0 ? reading : { ...reading, events: [...reading.events, ...own] }
  })
}
