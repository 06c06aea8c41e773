import type { FoundEvent } from '../record/index.js'

type Measured = Extract<
  FoundEvent,
  { type: 'limit-observed' | 'kubelet-eviction' | 'kubelet-node-condition' | 'kubelet-config-change' }
>

const MAX_OPEN = 256

/**
 * Folds events that follow each other and say the same into one: the eviction manager measures every ten seconds, a kubelet
 * without an API server tells its conditions as often, and only a change is news. What it folds is handed on when the value changes, or at the end.
 */
export class SeriesBook {
  readonly #sink: (event: FoundEvent) => void
  readonly #open = new Map<string, { measured: Measured; count: number }>()

  constructor(sink: (event: FoundEvent) => void) {
    this.#sink = sink
  }

  /** True when the event is a measurement, and kept here. */
  take(event: FoundEvent): boolean {
    const key = keyOf(event)
    if (key === undefined) return false
    const measured = event as Measured
    const open = this.#open.get(key)
    if (open !== undefined && isSame(open.measured, measured)) {
      extend(open.measured, measured, ++open.count)
      return true
    }
    if (open !== undefined) this.#close(key)
    else if (this.#open.size >= MAX_OPEN) this.#closeOldest()
    this.#open.set(key, { measured, count: 1 })
    return true
  }

  /** A new kubelet of the host: nothing follows what the old one measured. */
  closeHost(host: string | undefined): void {
    for (const [key, { measured }] of this.#open) if (measured.host === host) this.#close(key)
  }

  /** No threshold is met any more: the next time is another one. */
  closeThresholds(host: string | undefined, pid: number | undefined): void {
    for (const [key, { measured }] of this.#open) {
      const isThreshold = measured.type === 'kubelet-eviction' && measured.phase === 'threshold-observed'
      if (isThreshold && measured.host === host && measured.pid === pid) this.#close(key)
    }
  }

  closeAll(): void {
    for (const key of this.#open.keys()) this.#close(key)
  }

  #closeOldest(): void {
    const [oldest] = this.#open.keys()
    if (oldest !== undefined) this.#close(oldest)
  }

  #close(key: string): void {
    const open = this.#open.get(key)
    this.#open.delete(key)
    if (open !== undefined) this.#sink(open.measured)
  }
}

function keyOf(event: FoundEvent): string | undefined {
  if (event.type === 'limit-observed') return JSON.stringify([event.host, event.pid, event.type])
  if (event.type === 'kubelet-node-condition')
    return JSON.stringify([event.host, event.pid, event.type, subjectOf(event.reason)])
  if (event.type === 'kubelet-config-change')
    return JSON.stringify([event.host, event.pid, event.type, event.what, event.path])
  if (event.type !== 'kubelet-eviction') return undefined
  if (event.phase !== 'observation' && event.phase !== 'threshold-observed') return undefined
  return JSON.stringify([event.host, event.pid, event.phase, event.signal])
}

function isSame(one: Measured, other: Measured): boolean {
  if (one.type === 'limit-observed') {
    return other.type === one.type && one.limitBytes === other.limitBytes && one.cgroup === other.cgroup
  }
  if (one.type === 'kubelet-node-condition') {
    return (
      other.type === one.type &&
      one.reason === other.reason &&
      one.status === other.status &&
      one.node === other.node
    )
  }
  if (one.type === 'kubelet-config-change') return other.type === one.type && one.message === other.message
  return (
    other.type === one.type &&
    one.capacityBytes === other.capacityBytes &&
    one.thresholdBytes === other.thresholdBytes
  )
}

/** What a reason such as `NodeHasSufficientMemory` is about. */
function subjectOf(reason: string | undefined): string | undefined {
  return /Memory|Disk|PID|Ready|Schedulable/.exec(reason ?? '')?.[0]
}

function extend(open: Measured, next: Measured, count: number): void {
  open.count = count
  open.lastAt = next.at
  open.source = { ...open.source, lastLine: Math.max(open.source.lastLine, next.source.lastLine) }
  if (!('leastAvailableBytes' in next && 'leastAvailableBytes' in open)) return
  const { leastAvailableBytes } = next
  if (leastAvailableBytes === undefined) return
  if (open.leastAvailableBytes !== undefined && open.leastAvailableBytes <= leastAvailableBytes) return
  open.leastAvailableBytes = leastAvailableBytes
  const { printed = {}, source } = open
  open.lines = {
    ...(open.lines ?? Object.fromEntries(Object.keys(printed).map((key) => [key, source.firstLine]))),
    leastAvailableBytes: next.source.firstLine,
  }
  open.printed = { ...printed, ...pick(next.printed, 'leastAvailableBytes') }
}

function pick(printed: Readonly<Record<string, string>> | undefined, key: string): Record<string, string> {
  const text = printed?.[key]
  return text === undefined ? {} : { [key]: text }
}
