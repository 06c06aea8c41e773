import type { Event } from '../record/index.js'
import { amount, short } from './amounts.js'
import { named } from './evidence.js'

/** An amount that a finding can quote: as it is spelled, and where. */
export interface Printed {
  readonly bytes: number
  readonly event: Event
  /** The text of the line: `31273800Ki`; the bytes themselves where there is none. */
  readonly text?: string | undefined
  /** Nothing where the amount stands in no single line: then it is not quoted. */
  readonly line?: number | undefined
}

interface Placed {
  readonly lines?: Readonly<Record<string, number>> | undefined
  readonly printed?: Readonly<Record<string, string>> | undefined
}

/** One of the amounts of a record, by the name of its field. */
export function printedAt(event: Event & Placed, field: string, bytes: number): Printed {
  return { bytes, event, text: event.printed?.[field], line: lineAt(event, field) }
}

/** Without `lines` all stands in the first one. */
export function lineAt({ lines, source }: Event & Placed, field: string): number | undefined {
  return lines === undefined ? source.firstLine : lines[field]
}

/**
 * As the line has it, with what that is for the eye in brackets; all in brackets where no line has it.
 *
 *     inWords({ bytes: 32024371200, text: '31273800Ki', line: 16, event })   // '31273800Ki (29.82 GiB)'
 */
export function inWords({ bytes, text, line }: Printed): string {
  const eye = short(bytes)
  const spelled = text === undefined ? `${bytes} bytes` : named(text)
  if (line === undefined) return `(${spelled === eye ? eye : `${spelled}, ${eye}`})`
  return isSame(spelled, eye) ? spelled : `${spelled} (${eye})`
}

/** For inside of brackets: `27968328 KiB, 26.67 GiB`. */
export function bracketed(bytes: number): string {
  return amount(bytes).replace(' (', ', ').replace(')', '')
}

/** `384Mi` needs no `384 MiB` beside it. */
function isSame(spelled: string, eye: string): boolean {
  return spelled === eye || spelled === eye.replace(/\.0+(?= )/, '').replace(/ (\w+)B$/, '$1')
}
