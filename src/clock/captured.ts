import type { ClockFact } from '../record/clock-fact.js'
import type { FoundEvent } from '../record/event.js'
import type { Reading } from '../record/reading.js'
import { type Moment, setInstant } from './moments.js'
import { firstIndex } from './search.js'

/** The commands of a folder are run one after the other. */
const OTHER_FILE_MS = 5000

interface Captured {
  readonly line: number
  readonly epochMs: number
  readonly uncertaintyMs: number
}

/** What is as it is when somebody looks; other records tell of a moment of their own. */
const STATES: ReadonlySet<FoundEvent['type']> = new Set([
  'limit-observed',
  'cgroup-usage',
  'node-allocatable',
  'node-memory',
  'kubelet-config',
  'pod-spec',
])

/** The moments between which something was captured. */
interface Span {
  from: number
  to: number
  uncertaintyMs: number
}

/** When the commands of an input's folder were run: its folder's `date`. */
export class Captures {
  readonly #folders: readonly string[]
  readonly #ofFolder = new Map<string, Span>()
  /** The dates in an input itself, by their lines. */
  readonly #ofInput: readonly Captured[][]

  constructor(readings: readonly Reading[]) {
    this.#folders = readings.map(({ input }) => folderOf(input.name))
    this.#ofInput = readings.map(({ facts }) =>
      facts.flatMap(capturedBy).sort((one, other) => one.line - other.line),
    )
    for (const [input, own] of this.#ofInput.entries()) {
      const folder = this.#folders[input] ?? ''
      const span = spanOf(own, this.#ofFolder.get(folder))
      if (span !== undefined) this.#ofFolder.set(folder, span)
    }
  }

  /** The latest capture of an input's folder. */
  latest(input: number): number | undefined {
    return this.#ofFolder.get(this.#folders[input] ?? '')?.to
  }

  /** Gives a record of a state the time of its capture. */
  resolve(moment: Moment): void {
    const { at, event } = moment
    if (event === undefined || !isState(event) || at.basis !== 'none' || at.printed !== undefined) return
    const own = this.#ofInput[moment.input] ?? []
    const behind = firstIndex(own, ({ line }) => line > moment.line)
    const isOwn = own.length > 0
    const span = isOwn
      ? spanOf(own.slice(Math.max(0, behind - 1), behind + 1))
      : this.#ofFolder.get(this.#folders[moment.input] ?? '')
    if (span === undefined) return
    const uncertaintyMs = span.uncertaintyMs + span.to - span.from + (isOwn ? 0 : OTHER_FILE_MS)
    setInstant(moment, { epochMs: span.from, basis: 'capture', uncertaintyMs })
  }
}

function capturedBy(fact: ClockFact): Captured[] {
  if (fact.kind !== 'captured') return []
  const { epochMs, uncertaintyMs, source } = fact
  return [{ line: source.firstLine, epochMs, uncertaintyMs }]
}

function spanOf(captures: readonly Captured[], known?: Span): Span | undefined {
  let span = known
  for (const { epochMs, uncertaintyMs } of captures) {
    span ??= { from: epochMs, to: epochMs, uncertaintyMs }
    span.from = Math.min(span.from, epochMs)
    span.to = Math.max(span.to, epochMs)
    span.uncertaintyMs = Math.max(span.uncertaintyMs, uncertaintyMs)
  }
  return span
}

/** A limit that the kubelet logged has its line's time, if it has any. */
function isState(event: FoundEvent): boolean {
  return STATES.has(event.type) && !(event.type === 'limit-observed' && event.holder === 'kubelet')
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1)
}
