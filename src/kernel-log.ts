import { Framer, LineSplitter } from './framing/index.js'
import { Ids } from './ids.js'
import { Assembler, finish, readBoot } from './kernel/index.js'
import { checkOptions } from './options.js'
import type { EventOf, FoundEvent, Input, Problem } from './record/index.js'

/** What a kernel log tells of: OOMs, failed allocations, and boots. */
export type KernelEvent = EventOf<'oom' | 'page-allocation-failure' | 'boot'>

/** What `parseKernelLog` takes beside the log. */
export interface ParseKernelOptions {
  /** What the records call this log in their `source`; `input` when not given. */
  readonly name?: string
  /** The machine's page size in bytes, where it is known (`getconf PAGESIZE`): otherwise it is derived from each dump. */
  readonly pageSizeBytes?: number
}

/** What `parseKernelLog` gives. */
export interface KernelLog {
  /** In the order of their first lines. */
  readonly events: readonly KernelEvent[]
  /** Where lines are known to be lost. */
  readonly gaps: Input['gaps']
  readonly problems: readonly Problem[]
}

/**
 * The OOM dumps, allocation failures and boots of a kernel log in any framing. Times are as printed: an instant is there
 * only where the stamp itself has year and zone. Lines of other senders are kept out of the dumps. No log makes it throw; a wrong call
 * does (`TypeError`, `RangeError`).
 *
 * @param log text, or bytes as they were read from a file
 *
 * @example
 * const [oom] = parseKernelLog(text).events
 * if (oom?.type === 'oom') console.log(oom.victims[0]?.comm, oom.cgroup?.limitOwner)
 */
export function parseKernelLog(log: string | Uint8Array, options: ParseKernelOptions = {}): KernelLog {
  checkOptions(options)
  if (typeof log !== 'string' && !(log instanceof Uint8Array))
    throw new TypeError('parseKernelLog() takes a string or a Uint8Array')
  const { name: input = 'input', pageSizeBytes } = options
  const found: FoundEvent[] = []
  const assembler = new Assembler((dump) => {
    const event = finish(dump, { input, pageSizeBytes })
    if (event !== undefined) found.push(event)
  })
  const framer = new Framer((line) => {
    const boot = readBoot(line, input)
    if (boot !== undefined) found.push(boot)
    if (line.framing === 'klog') assembler.foreign(line)
    else assembler.push(line)
  })
  const splitter = new LineSplitter((text, terminated, whole) => framer.push(text, terminated, whole))
  splitter.write(log)
  splitter.end()
  framer.end()
  assembler.end()
  const ids = new Ids()
  const events = found
    .sort((a, b) => a.source.firstLine - b.source.firstLine)
    .map((event) => ids.give(event))
    .filter(isKernelEvent)
  return {
    events,
    gaps: [...splitter.gaps, ...framer.gaps, ...assembler.gaps].sort((a, b) => a.line - b.line),
    problems: [...splitter.problems, ...framer.problems, ...assembler.problems],
  }
}

function isKernelEvent(event: { readonly type: string }): event is KernelEvent {
  return event.type === 'oom' || event.type === 'page-allocation-failure' || event.type === 'boot'
}
