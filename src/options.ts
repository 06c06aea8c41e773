import type { Rule } from './diagnosis/index.js'
import { isTimezone } from './stamp/index.js'

export type { Rule }
export { isTimezone }

/** The modification time of a file of the machine, as the caller knows it. */
export interface StatedFile {
  readonly path: string
  /** Unix time in milliseconds. */
  readonly modifiedMs: number
  readonly sizeBytes?: number
  /** Read from the file itself just now, on the machine of the incident. */
  readonly live?: boolean
}

/** What the caller knows that the logs may not say. */
export interface BundleOptions {
  /** The machine's page size where it is known (`getconf PAGESIZE`): otherwise it is derived from each dump. */
  readonly pageSizeBytes?: number
  /** The zone of stamps that have none: `Europe/Berlin`, `+01:00`. */
  readonly timezone?: string
  /** The year of stamps that have none. */
  readonly year?: number
  /** When the machine booted, Unix time in milliseconds: dates stamps that count from the boot. */
  readonly bootTimeMs?: number
  /** Configuration files of the machine and when they were modified. */
  readonly files?: readonly StatedFile[]
  /** Also the findings that lack the evidence to decide. */
  readonly cannotTell?: boolean
  /**
   * Pseudonyms for all that tells who and where it was: hosts, processes, pods, containers, cgroups, users, files. The same
   * original has the same pseudonym in one document. Findings are made of the pseudonyms.
   */
  readonly redact?: boolean
  /** Rules of your own (`defineRule`), asked after those of the library. */
  readonly rules?: readonly Rule[]
}

export interface ParseOptions extends BundleOptions {
  /** What the records call this input in their `source`; `input` when not given. */
  readonly name?: string
}

/** Wrong calls throw; wrong logs never do. */
export function checkOptions(options: unknown): asserts options is ParseOptions {
  if (typeof options !== 'object' || options === null) throw new TypeError('options must be an object')
  const { name, pageSizeBytes, timezone, year, bootTimeMs, files, redact, rules } = options as Record<
    string,
    unknown
  >
  if (name !== undefined && typeof name !== 'string') throw new TypeError('options.name must be a string')
  if (pageSizeBytes !== undefined && !isPageSize(pageSizeBytes))
    throw new RangeError('options.pageSizeBytes must be a power of two from 4096 to 1048576')
  if (timezone !== undefined && !(typeof timezone === 'string' && isTimezone(timezone)))
    throw new RangeError('options.timezone must be an IANA zone (Europe/Berlin) or an offset (+01:00)')
  if (year !== undefined && !isYear(year)) throw new RangeError('options.year must be from 1970 to 9999')
  if (bootTimeMs !== undefined && !isTime(bootTimeMs))
    throw new RangeError('options.bootTimeMs must be a Unix time in milliseconds')
  if (files !== undefined && !(Array.isArray(files) && files.every(isStatedFile)))
    throw new TypeError('options.files must be a list of { path, modifiedMs }')
  // 'yes' or 1 must not quietly mean that nothing is redacted.
  if (redact !== undefined && typeof redact !== 'boolean')
    throw new TypeError('options.redact must be true or false')
  if (rules !== undefined && !(Array.isArray(rules) && rules.every(isRule)))
    throw new TypeError('options.rules must be a list of rules (defineRule)')
}

export function isPageSize(value: unknown): value is number {
  return (
    typeof value === 'number' && value >= 4096 && value <= 1_048_576 && Number.isInteger(Math.log2(value))
  )
}

function isYear(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1970 && value <= 9999
}

/** Within the range of Date. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15
}

function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false
  const { id, decide } = value as Record<string, unknown>
  return typeof id === 'string' && typeof decide === 'function'
}

function isStatedFile(value: unknown): value is StatedFile {
  if (typeof value !== 'object' || value === null) return false
  const { path, modifiedMs } = value as Record<string, unknown>
  return typeof path === 'string' && isTime(modifiedMs)
}
