import { atOf } from '../record/at-of-line.js'
import type { ClockFact } from '../record/clock-fact.js'
import type { At, LogLine } from '../record/index.js'
import { readHeader, stampOf } from './header.js'
import type { LogrusLine } from './logrus.js'
import { StatedClock } from './stated-clock.js'
import { exactly } from './wrapped-at.js'
import { WrapperFacts } from './wrapper-facts.js'

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** Times of entries, and what they tell of the clocks. */
export class KlogClock {
  readonly #input: string
  readonly #fact: (fact: ClockFact) => void
  readonly #facts = new WrapperFacts()
  readonly #stated: StatedClock | undefined

  constructor(input: string, fact: (fact: ClockFact) => void, year?: number, timezone?: string) {
    this.#input = input
    this.#fact = fact
    this.#stated = year === undefined || timezone === undefined ? undefined : new StatedClock(year, timezone)
  }

  /** The wrapper's time, made exact by klog's; klog's own stamp where there is no wrapper. */
  atOf(line: LogLine, stamp: string, wrapped?: LogrusLine): At {
    let at = wrapperAt(line, wrapped)
    if (at.printed === undefined) at = { ...at, printed: stamp }
    if (at.epochMs !== undefined) return exactly(at, stamp)
    const stated = this.#stated?.read(stamp)
    if (stated === undefined) return at
    return { ...at, ...stated, iso: new Date(stated.epochMs).toISOString(), basis: 'klog' }
  }

  /** What an entry tells of the two clocks. Called for each: it costs little where that is no news. */
  see(line: LogLine, text: string, stream: string | undefined, wrapped?: LogrusLine): void {
    const epochMs = wrapped === undefined ? line.epochMs : wrapperAt(line, wrapped).epochMs
    if (epochMs === undefined) return
    const stamp = stampOf(text)
    if (!this.#facts.isNews(stream ?? '', Math.floor(epochMs), stamp)) return
    this.#fact({
      kind: 'wrapped-klog',
      epochMs: Math.floor(epochMs),
      stamp,
      pid: readHeader(text).pid,
      source: { input: this.#input, firstLine: line.firstLine, lastLine: line.lastLine },
      ...(line.host === undefined ? {} : { host: line.host }),
      ...(line.sender === undefined ? {} : { sender: line.sender }),
    })
  }
}

function wrapperAt(line: LogLine, wrapped?: LogrusLine): At {
  const at = atOf(line)
  return wrapped === undefined || at.printed !== undefined ? at : { ...at, ...atOfLogrus(wrapped.printed) }
}

/** The time of an entry of the JSON format: `ts` is Unix time in milliseconds with a fraction. */
export function atOfJson(stamp: string, ts: number): At {
  const epochMs = Math.floor(ts)
  return { printed: stamp, epochMs, iso: new Date(epochMs).toISOString(), basis: 'klog', uncertaintyMs: 1 }
}

/** The time that logrus wrote in front of a line of klog: an instant only where it has a zone. */
function atOfLogrus(printed: string): At {
  const epochMs = RFC3339.test(printed) ? Date.parse(printed) : Number.NaN
  if (Number.isNaN(epochMs)) return { printed, basis: 'none' }
  return { printed, epochMs, iso: new Date(epochMs).toISOString(), basis: 'klog' }
}
