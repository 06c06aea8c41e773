import { name } from '../../report/index.js'

/** A process name as the report quotes it, with blanks that are copied as they are: rows break no line. */
export function taskName(comm: string): string {
  return name(comm).replaceAll('\u00a0', ' ')
}
