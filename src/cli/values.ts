import { bootTimeOf, boundOf, instantOf } from '../instant.js'
import { isPageSize } from '../options.js'
import type { EventType } from '../record/index.js'
import type { TimeBound } from '../report/index.js'
import { zoneOf } from '../zone.js'
import { isEventType, typesLike } from './event-types.js'
import { UsageError } from './usage-error.js'

// What the values of the flags mean. Each throws a UsageError that says what would be right.

/** The first one is what no --format means. */
export const FORMATS = [
  'text',
  'json',
  'ndjson',
  'oneline',
  'csv',
  'csv-ooms',
  'markdown',
  'html',
  'prometheus',
  'otlp',
] as const
export type Format = (typeof FORMATS)[number]
export type Colour = 'auto' | 'always' | 'never'

/** What the person who called says of a file. */
export interface StatedTime {
  readonly path: string
  readonly epochMs: number
}

export function formatOf(value: string | undefined): Format {
  return FORMATS.find((format) => format === value) ?? 'text'
}

export function colourOf(value: string | undefined): Colour {
  return value === 'always' || value === 'never' ? value : 'auto'
}

export function outputOf(value: string | undefined): { output?: string } {
  return value === undefined || value === '-' ? {} : { output: value }
}

export function topOf(value: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new UsageError(`--top is a number of tasks, not "${value}"`)
  return Number(value)
}

/** --last and --worst. */
export function countOf(flag: string, value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new UsageError(`${flag} is a number of OOMs, not "${value}"`)
  return Number(value)
}

/** More threads than any machine of today has cores for would only be a slip of the fingers. */
export function threadsOf(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new UsageError(`--threads is from 1 to 999, not "${value}"`)
  return Number(value)
}

export function pageSizeOf(value: string): number {
  const bytes = /^\d{1,8}$/.test(value) ? Number(value) : Number.NaN
  if (!isPageSize(bytes))
    throw new UsageError(`--page-size is a power of two from 4096 to 1048576, not "${value}"`)
  return bytes
}

export function timezoneOf(value: string): string {
  const zone = zoneOf(value)
  if (zone === undefined)
    throw new UsageError(`--timezone is a zone like Europe/Berlin, or an offset like +01:00, not "${value}"`)
  return zone
}

export function yearOf(value: string): number {
  if (!/^(?:19[7-9]|20\d|21\d)\d$/.test(value))
    throw new UsageError(`--year is a year of four digits, not "${value}"`)
  return Number(value)
}

export function bootTime(value: string, zone: string): number {
  const epochMs = bootTimeOf(value, zone)
  if (epochMs === undefined)
    throw new UsageError(`--boot-time is like 2024-11-23T18:16:20Z or 1732385780, not "${value}"`)
  return epochMs
}

export function bound(flag: string, value: string, zone: string): TimeBound {
  const found = boundOf(value, zone)
  if (found === undefined) throw new UsageError(`${flag} is like 2024-11-23T18:00Z or -2h, not "${value}"`)
  return found
}

export function typeOf(value: string): EventType {
  if (!isEventType(value))
    throw new UsageError(`--type knows no "${value}"; it knows ${typesLike(value).join(', ')}`)
  return value
}

/** The path can have an equals sign in it, the time has none. */
export function statedTimeOf(value: string, zone: string): StatedTime {
  const at = value.lastIndexOf('=')
  const epochMs = at < 1 ? undefined : instantOf(value.slice(at + 1), zone)
  if (epochMs === undefined)
    throw new UsageError(`--mtime is like /etc/kubelet.conf=2024-11-23T18:16:20Z, not "${value}"`)
  return { path: value.slice(0, at), epochMs }
}
