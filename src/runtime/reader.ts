import { eventOfLine } from '../record/event-of-line.js'
import type { LogLine } from '../record/index.js'
import type { ReaderOptions } from '../record/reading.js'
import { readConmon } from './conmon.js'
import { readContainerd } from './containerd.js'
import { readDockerEvent } from './docker-events.js'
import { DryRuns } from './dry-runs.js'
import { readEarlyoom } from './earlyoom.js'
import { Exits } from './exits.js'
import type { ContainerFact, KillFact, Stamped } from './fact.js'
import { readOomd } from './oomd.js'
import { atBy } from './rfc3339.js'

/** Programs that have containerd's lines and nothing else, and those that mix them with much else. */
const RUNTIMES: ReadonlySet<string> = new Set([
  'containerd',
  'docker-containerd',
  'microk8s.daemon-containerd',
  'dockerd',
])
const MIXED: ReadonlySet<string> = new Set(['k3s', 'rke2', 'k0s'])

/** Whether a sender of that name is a container runtime, or holds one. */
export function isRuntimeName(sender: string): boolean {
  return RUNTIMES.has(sender) || MIXED.has(sender)
}

/**
 * Reads what container runtimes and the OOM killers of user space say: containerd, dockerd, conmon, `docker events`,
 * systemd-oomd, earlyoom. Who wrote a line decides how it is read; containerd's own log files have no sender, and give
 * the time themselves.
 *
 *     const reader = new RuntimeReader({ input: 'containerd.log', sink: (event) => events.push(event) })
 *     for (const line of frame('time="2026-11-23T18:45:38.6Z" level=info msg="TaskOOM event container_id:\\"44d3\\""')) {
 *       reader.push(line)
 *     }
 *     reader.end()
 *     events[0]   // { type: 'runtime-oom', runtime: 'containerd', containerId: '44d3', at: { epochMs: … }, … }
 */
export class RuntimeReader {
  readonly #options: ReaderOptions
  readonly #dryRuns: DryRuns
  readonly #exits = new Exits()

  constructor(options: ReaderOptions) {
    this.#options = options
    this.#dryRuns = new DryRuns(options.sink)
  }

  /** Whether the line is one of a runtime or a killer; of others that contain a runtime, only what is an event. */
  push(line: LogLine): boolean {
    const { sender, text } = line
    if (sender === undefined) return line.framing === 'bare' && this.#emit(line, readUnwrapped(text))
    if (RUNTIMES.has(sender)) {
      this.#emit(line, readContainerd(text))
      return true
    }
    if (MIXED.has(sender)) return this.#emit(line, readContainerd(text))
    if (sender === 'systemd-oomd') this.#sinkKill(line, readOomd(text))
    else if (sender === 'earlyoom')
      this.#dryRuns.push(line.host, text, this.#killOf(line, readEarlyoom(text)))
    else if (sender === 'conmon') this.#sinkFact(line, readConmon(text))
    else return false
    return true
  }

  /** The last kill of earlyoom can still wait. */
  end(): void {
    this.#dryRuns.end()
  }

  #emit(line: LogLine, found: Stamped | undefined): boolean {
    if (found === undefined) return false
    this.#sinkFact(line, found.fact, found.time)
    return true
  }

  #sinkFact(line: LogLine, fact: ContainerFact | undefined, time?: string): void {
    if (fact === undefined || !this.#exits.isNew(fact, line.host)) return
    const base = eventOfLine(this.#options.input, line)
    const at = time === undefined ? base.at : atBy(base.at, time)
    this.#options.sink({ ...base, at, ...fact })
  }

  #killOf(line: LogLine, fact: KillFact | undefined) {
    return fact && { ...eventOfLine(this.#options.input, line), ...fact }
  }

  #sinkKill(line: LogLine, fact: KillFact | undefined): void {
    const event = this.#killOf(line, fact)
    if (event !== undefined) this.#options.sink(event)
  }
}

/** A runtime's own log file, and what a command printed. */
function readUnwrapped(text: string): Stamped | undefined {
  if (text.startsWith('time="')) return readContainerd(text)
  // The first digit of a year.
  return text.charCodeAt(0) === 50 ? readDockerEvent(text) : undefined
}
