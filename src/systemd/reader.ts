import type { ClockFact } from '../record/clock-fact.js'
import { eventOfLine } from '../record/event-of-line.js'
import type { FoundEvent, LogLine } from '../record/index.js'
import type { ReaderOptions } from '../record/reading.js'
import { readJournalMark } from './journal-mark.js'
import { isNodeUnit } from './node-unit.js'
import { readReloadLine } from './reload-line.js'
import { Reloads } from './reloads.js'
import { RestartPairs } from './restart-pairs.js'
import type { UnitFact } from './unit-fact.js'
import { readUnitLine } from './unit-line.js'

const MOST_HOSTS = 256

export interface SystemdReaderOptions extends ReaderOptions {
  /** What the journal's own marks say about clocks. */
  readonly fact?: (fact: ClockFact) => void
}

/**
 * Reads what PID 1 says: reloads of systemd (one event each, with `clientPid` and `durationMs` where printed), OOM kills
 * in units, failures of any unit, and every change of the units that node limits hang on. Lines of user managers
 * (`systemd[1234]`) are none of its.
 *
 *     const reader = new SystemdReader({ input: 'journal.txt', sink: (event) => events.push(event) })
 *     for (const line of frame('Nov 23 19:40:30 node-03 systemd[1]: Reloading.')) reader.push(line)
 *     reader.end()
 *     events[0]   // { type: 'systemd-reload', kind: 'reload', host: 'node-03', … }
 */
export class SystemdReader {
  readonly #options: SystemdReaderOptions
  readonly #reloads: Reloads
  readonly #restarts: RestartPairs
  /** Hosts whose log has the pids of its senders. */
  readonly #withPid = new Set<string>()

  constructor(options: SystemdReaderOptions) {
    this.#options = options
    this.#reloads = new Reloads(options.input, options.sink)
    this.#restarts = new RestartPairs(options.sink)
  }

  /** Whether the line is one of PID 1, or a mark of journalctl. */
  push(line: LogLine): boolean {
    if (line.sender === undefined) {
      return line.framing === 'bare' && line.text.startsWith('-- ') && readJournalMark(line, this.#options)
    }
    if (line.sender !== 'systemd' || !this.#isFirst(line)) return false
    const reload = readReloadLine(line.text)
    if (reload === undefined) this.#readUnit(line)
    else this.#reloads.push(line, reload)
    return true
  }

  /** Some logs leave the pid out; where one has it, a line without it is somebody's who took the name. */
  #isFirst({ pid, host = '' }: LogLine): boolean {
    if (pid === undefined) return !this.#withPid.has(host)
    if (this.#withPid.size < MOST_HOSTS) this.#withPid.add(host)
    return pid === 1
  }

  /** Whether no event waits for the next line of PID 1. */
  get isIdle(): boolean {
    return !this.#restarts.isWaiting
  }

  /** A reload can still be open: the log can end inside it. */
  end(): void {
    this.#reloads.end()
    this.#restarts.end()
  }

  #readUnit(line: LogLine): void {
    const found = readUnitLine(line.text)
    const event = found && this.#eventOf(line, found)
    this.#restarts.push(line.host, event)
  }

  #eventOf(line: LogLine, found: UnitFact): FoundEvent | undefined {
    const base = eventOfLine(this.#options.input, line)
    if (found.type === 'systemd-unit-oom') return { ...base, ...found }
    const { failure, ...state } = found
    return failure || isNodeUnit(state) ? { ...base, ...state } : undefined
  }
}
