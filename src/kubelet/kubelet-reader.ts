import type { KlogEntry } from '../klog/index.js'
import type { FoundEvent, Problem } from '../record/index.js'
import type { ReaderOptions } from '../record/reading.js'
import { formOf } from './forms.js'
import { SeriesBook } from './series.js'
import type { KnownNode, Statement } from './statement.js'
import { Writers } from './writer.js'

const MAX_MESSAGE = 1000
const MAX_HOSTS = 256

/** Up to the bracket that ends klog's header. */
const HEADER = /(?:\S{1,64} )??[IWEF]\d{4} [^\]\n]{1,300}\] ?/y
/** -v=3, as the measurements are. */
const RELIEVED = /^[Ee]viction manager: no resources are starved$/
/** So many writers of foreign lines are named in the problems of an input. */
const MOST_NAMED = 8

/**
 * Reads the entries of a kubelet's log: what it was started with, the limits it computed and wrote, what it saw of the
 * memory, whom it evicted and which containers died.
 *
 * ```ts
 * const events: FoundEvent[] = []
 * const reader = new KubeletReader({ input: 'kubelet.log', sink: (event) => events.push(event) })
 * for (const entry of parseKlog(text)) reader.push(entry)
 * reader.end()
 * ```
 *
 * Measurements of the eviction manager that follow each other with the same capacity are one event with `count` and
 * `lastAt`; it is handed on when the capacity changes, when another kubelet of the host starts, and at the end.
 */
export class KubeletReader {
  readonly #input: string
  readonly #sink: (event: FoundEvent) => void
  readonly #series: SeriesBook
  readonly #nodes = new Map<string, KnownNode>()
  readonly #writers: Writers
  /** Whose lines were refused, by the name of the sender. */
  readonly #refused = new Map<string, Problem>()

  constructor({ input, sink }: ReaderOptions) {
    this.#input = input
    this.#writers = new Writers(input)
    this.#sink = sink
    this.#series = new SeriesBook(sink)
  }

  push(entry: KlogEntry): void {
    const form = formOf(entry.message)
    if (form === undefined) return
    if (!this.#writers.isKubelet(entry)) {
      this.#refuse(entry)
      return
    }
    const said = form.read(entry, entry.message.trimEnd(), this.#nodeOf(entry))
    if (RELIEVED.test(entry.message)) this.#series.closeThresholds(entry.host, entry.pid)
    for (const statement of said) {
      if (statement.type === 'kubelet-start') this.#series.closeHost(entry.host)
      const event = this.#eventOf(statement, entry)
      if (!this.#series.take(event)) this.#sink(event)
    }
  }

  end(): void {
    this.#series.closeAll()
  }

  /** Lines of the kubelet's form that others wrote: the first of each sender is told. */
  get problems(): readonly Problem[] {
    return [...this.#refused.values()]
  }

  #refuse({ component, sender, firstLine }: KlogEntry): void {
    const name = component ?? sender ?? 'a container or another program, by the name of the file,'
    if (this.#refused.has(name) || this.#refused.size >= MOST_NAMED) return
    const message = `${name.slice(0, 100)} wrote lines that have the form of the kubelet's: they are not read`
    this.#refused.set(name, { code: 'untrusted-line', message, line: firstLine })
  }

  #eventOf(statement: Statement, entry: KlogEntry): FoundEvent {
    const { at, host, pid, firstLine, lastLine } = entry
    const { problems, type } = statement
    const hasPid = pid !== undefined && type !== 'pod-evicted' && type !== 'kubernetes-event'
    return {
      ...statement,
      at,
      ...(host === undefined ? {} : { host }),
      ...(hasPid ? { pid } : {}),
      source: { input: this.#input, firstLine, lastLine },
      message: printedOf(entry),
      problems:
        problems === undefined
          ? [...entry.problems]
          : [...entry.problems, ...problems.map((problem) => ({ ...problem, line: firstLine }))],
    }
  }

  #nodeOf({ host = '' }: KlogEntry): KnownNode {
    const known = this.#nodes.get(host)
    if (known !== undefined) return known
    if (this.#nodes.size >= MAX_HOSTS) this.#nodes.clear()
    const node: KnownNode = {}
    this.#nodes.set(host, node)
    return node
  }
}

/** The message with its pairs, as printed. */
function printedOf({ format, pairs, message, raw }: KlogEntry): string {
  if (pairs.length === 0) return message.slice(0, MAX_MESSAGE)
  HEADER.lastIndex = 0
  const from = format === 'text' && HEADER.test(raw) ? HEADER.lastIndex : 0
  return raw.slice(from, from + MAX_MESSAGE)
}
