import { eventOfLine } from '../record/event-of-line.js'
import type { FoundEvent, LogLine, Problem, SystemdReload } from '../record/index.js'
import type { Client, ReloadLine } from './reload-line.js'

interface Draft {
  readonly first: LogLine
  last: LogLine
  readonly texts: string[]
  readonly kind: SystemdReload['kind']
  readonly client: Client
  began: boolean
}

/** One is open at a time for each host; a log of many nodes is merged from theirs. */
const MOST_OPEN = 64

/**
 * Makes one event of the lines of one reload: the request (253 and later), the beginning, the end (253.2 and later).
 * Other lines of PID 1 stand between, and other hosts'.
 */
export class Reloads {
  readonly #input: string
  readonly #sink: (event: FoundEvent) => void
  readonly #open = new Map<string, Draft>()
  #lastEnd: LogLine | undefined

  constructor(input: string, sink: (event: FoundEvent) => void) {
    this.#input = input
    this.#sink = sink
  }

  push(line: LogLine, found: ReloadLine): void {
    const host = line.host ?? ''
    const open = this.#open.get(host)
    if (isDouble(open?.last ?? this.#lastEnd, line)) return
    const mine = open !== undefined && open.kind === found.kind && goesOn(open, found) ? open : undefined
    if (mine === undefined) this.#close(host)
    const draft = mine ?? begin(line, found)
    if (mine !== undefined) join(mine, line)
    if (found.step === 'began') draft.began = true
    if (found.step === 'requested' || (found.step === 'began' && found.finishes)) this.#keep(host, draft)
    else {
      this.#open.delete(host)
      this.#emit(draft, found)
      if (found.step !== 'began') this.#lastEnd = line
    }
  }

  end(): void {
    for (const host of [...this.#open.keys()]) this.#close(host)
  }

  #keep(host: string, draft: Draft): void {
    const [oldest] = this.#open.keys()
    if (oldest !== undefined && this.#open.size >= MOST_OPEN && !this.#open.has(host)) this.#close(oldest)
    this.#open.set(host, draft)
  }

  #close(host: string): void {
    const draft = this.#open.get(host)
    if (draft === undefined) return
    this.#open.delete(host)
    this.#emit(draft)
  }

  #emit(draft: Draft, last?: ReloadLine): void {
    const { first, texts, kind, client } = draft
    const base = eventOfLine(this.#input, first)
    this.#sink({
      ...base,
      type: 'systemd-reload',
      source: { ...base.source, lastLine: draft.last.lastLine },
      message: texts.join('\n'),
      kind,
      ...(last?.step === 'rejected' ? { rejected: true } : {}),
      ...client,
      ...(last?.step === 'finished' ? { durationMs: last.durationMs } : {}),
      problems: problemsOf(draft, last),
    })
  }
}

function begin(line: LogLine, found: ReloadLine): Draft {
  const client = found.step === 'requested' ? found.client : {}
  return { first: line, last: line, texts: [line.text], kind: found.kind, client, began: false }
}

function join(draft: Draft, line: LogLine): void {
  draft.last = line
  draft.texts.push(line.text)
}

function goesOn(open: Draft, found: ReloadLine): boolean {
  if (found.step === 'requested') return false
  return found.step === 'finished' || !open.began
}

/** Two collectors wrote into one file. */
function isDouble(last: LogLine | undefined, line: LogLine): boolean {
  if (last === undefined || line.printed === undefined) return false
  return last.printed === line.printed && last.host === line.host && last.text === line.text
}

function problemsOf({ began, first }: Draft, last: ReloadLine | undefined): Problem[] {
  if (began || last?.step === 'rejected') return []
  if (last?.step !== 'finished') {
    const message = 'a reload was requested, and the log does not say that it ran'
    return [{ code: 'reload-not-seen', message, line: first.firstLine }]
  }
  if (first.text.startsWith('Reloading finished')) {
    const message = 'only the end of the reload is in the log: it began before'
    return [{ code: 'reload-cut', message, line: first.firstLine }]
  }
  return []
}
