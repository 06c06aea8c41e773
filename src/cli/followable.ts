import { whyNotFollowed } from '../node/index.js'
import type { ReadCommand } from './command.js'
import { UsageError } from './usage-error.js'

/** What --follow can write: one OOM at a time. */
const FORMATS: readonly ReadCommand['format'][] = ['text', 'ndjson', 'oneline', 'csv', 'otlp']

/** Flags whose answer needs the end of the log, which never comes, or its times, which the whole of it tells. */
const NEED_ALL = {
  timezone: '--timezone',
  year: '--year',
  bootTimeMs: '--boot-time',
  since: '--since',
  until: '--until',
  hosts: '--host',
  pod: '--pod',
  last: '--last',
  worst: '--worst',
} as const satisfies Partial<Record<keyof ReadCommand, string>>

/** @throws UsageError for what cannot be done with a log that has no end */
export async function checkFollowable(command: ReadCommand): Promise<void> {
  const { view, format, output, rules, configFiles, mtimes, paths } = command
  if (view === 'timeline') throw new UsageError('--follow is not for the timeline, which needs all events')
  if (!FORMATS.includes(format)) throw new UsageError(`--follow writes ${FORMATS.join(', ')}, not ${format}`)
  if (output !== undefined)
    throw new UsageError('--follow writes to standard output: … > FILE, or … | tee FILE')
  const refused =
    Object.entries(NEED_ALL).find(([key]) => command[key as keyof ReadCommand] !== undefined)?.[1] ??
    (rules.length > 0 ? '--rules' : configFiles.length > 0 ? '--config-file' : undefined) ??
    (mtimes.length > 0 ? '--mtime' : undefined)
  if (refused !== undefined) throw new UsageError(`${refused} needs the whole log: not with --follow`)
  if (new Set(paths).size < paths.length) throw new UsageError('--follow reads each path once')
  for (const path of paths) {
    const reason = path === '-' ? undefined : await whyNotFollowed(path)
    if (reason !== undefined) throw new UsageError(`${path} ${reason}`)
  }
}
