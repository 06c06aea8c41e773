import { frame } from '../framing/index.js'
import type { KlogEntry } from './entry.js'
import { KlogReader } from './reader.js'

/** What `parseKlog` takes beside the text. */
export interface ParseKlogOptions {
  /** The year of the first stamp; later ones follow it over the end of the year. Needs `timezone` as well. */
  readonly year?: number
  /** The zone of klog's clock: `Europe/Berlin`, `+01:00`. */
  readonly timezone?: string
  /** What the source calls this text; `input` when not given. */
  readonly input?: string
}

/**
 * The entries of klog in a log, with or without the wrappers of journald, syslog or a container runtime.
 *
 *     parseKlog('E1123 18:06:06.503659   30938 main.go:49] "Failed" err="no" n=3')[0]?.pairs
 *     // [{ key: 'err', value: 'no', form: 'quoted' }, { key: 'n', value: '3', form: 'bare' }]
 *
 * No text makes it throw; a time zone that does not exist is a `RangeError`.
 */
export function parseKlog(text: string, options: ParseKlogOptions = {}): KlogEntry[] {
  const { input = 'input', year, timezone } = options
  const entries: KlogEntry[] = []
  const reader = new KlogReader({
    input,
    sink: (entry) => entries.push(entry),
    fact: () => {},
    year,
    timezone,
  })
  for (const line of frame(text)) reader.push(line)
  reader.end()
  return entries
}
