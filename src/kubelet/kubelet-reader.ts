import type { KlogEntry } from '../klog/index.js'
import type { FoundEvent } from '../record/index.js'
import type { ReaderOptions } from '../record/reading.js'
import { formOf } from './forms.js'
import { SeriesBook } from './series.js'
import type { KnownNode, Statement } from './statement.js'

const MAX_MESSAGE = 1000
const MAX_HOSTS = 256

/** Up to the bracket that ends klog's header. */
const HEADER = /^(?:\S{1,64} )?[IWEF]\d{4} [^\]\n]{1,300}\] ?/
/** -v=3, as the measurements are. */
const RELIEVED = /^[Ee]viction manager: no resources are starved$/
/** Other programs of Kubernetes print some of the same lines: their version, their flags, their events. */
const OTHER_PROGRAM = /^(?:kube-(?:apiserver|controller-manager|proxy|scheduler)|cloud-controller-manager)/

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

  constructor({ input, sink }: ReaderOptions) {
    this.#input = input
    this.#sink = sink
    this.#series = new SeriesBook(sink)
  }

  push(entry: KlogEntry): void {
    const form = formOf(entry.message)
    if (form === undefined || isOfOther(entry)) return
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

  #eventOf(statement: Statement, entry: KlogEntry): FoundEvent {
    const { at, host, pid, firstLine, lastLine } = entry
    const { problems = [], ...said } = statement
    const hasPid = pid !== undefined && said.type !== 'pod-evicted' && said.type !== 'kubernetes-event'
    return {
      ...said,
      at,
      ...(host === undefined ? {} : { host }),
      ...(hasPid ? { pid } : {}),
      source: { input: this.#input, firstLine, lastLine },
      message: printedOf(entry),
      problems: [...entry.problems, ...problems.map((problem) => ({ ...problem, line: firstLine }))],
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

/** MicroShift names the component of each line, syslog and journald the program. */
function isOfOther({ component, sender }: KlogEntry): boolean {
  if (component !== undefined && component !== 'kubelet' && component !== '???') return true
  return sender !== undefined && OTHER_PROGRAM.test(sender)
}

/** The message with its pairs, as printed. */
function printedOf({ format, pairs, message, raw }: KlogEntry): string {
  const printed = pairs.length === 0 ? message : format === 'json' ? raw : raw.replace(HEADER, '')
  return printed.slice(0, MAX_MESSAGE)
}
