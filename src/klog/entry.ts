import type { At, LogLine, Problem } from '../record/index.js'

/** One `key=value` of a structured message. */
export interface KlogPair {
  readonly key: string
  /** The value with its spelling undone: unquoted, block form joined, JSON and `%+v` values as they stand. */
  readonly value: string
  /** `missing`: an odd argument, `(MISSING)`. */
  readonly form: 'quoted' | 'bare' | 'block' | 'json' | 'missing'
  /** The line is cut inside this value. */
  readonly cut?: boolean
}

/** One entry of klog, whatever wrapped it and however many lines it has. */
export interface KlogEntry {
  readonly format: 'text' | 'json'
  /** JSON has no level: an `err` key or a missing `v` marks an error, all else is `info`. */
  readonly severity: 'info' | 'warning' | 'error' | 'fatal'
  readonly structured: boolean
  /** Unstructured: the text with its line feeds. Structured: the message, unquoted. */
  readonly message: string
  readonly pairs: readonly KlogPair[]
  /** klog's own stamp as printed: `1123 19:24:43.624423`, or the number of JSON's `ts`. */
  readonly stamp: string
  readonly pid?: number
  /** A hint only: `server.go`, `cm/server.go`. */
  readonly file?: string
  readonly line?: number
  /** MicroShift: the component in front of the header. */
  readonly component?: string
  readonly host?: string
  /** Who wrote it, as the wrapper says: `kubelet`, `hyperkube`, `k3s`. */
  readonly sender?: string
  /**
   * The wrapper's time where there is one with year and zone, made exact by klog's microseconds; klog's own stamp as
   * `printed` and basis `none` where klog stands alone (the clock room resolves it).
   */
  readonly at: At
  readonly firstLine: number
  readonly lastLine: number
  /** The entry as printed, header included, without its wrapper. */
  readonly raw: string
  readonly problems: readonly Problem[]
  /** The message of the log that began it. */
  readonly source: LogLine
}

/** The value of a key; of the last one where it stands twice (as klog 2.140 has it). */
export function valueIn(entry: KlogEntry, key: string): string | undefined {
  for (let at = entry.pairs.length - 1; at >= 0; at--) {
    const pair = entry.pairs[at]
    if (pair?.key === key && pair.form !== 'missing') return pair.value
  }
  return undefined
}
