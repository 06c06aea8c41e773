export interface ParseOptions {
  /** What the records call this input in their `source`; `input` when not given. */
  readonly name?: string
  /** The machine's page size where it is known (`getconf PAGESIZE`): otherwise it is derived from each dump. */
  readonly pageSizeBytes?: number
}

/** Wrong calls throw; wrong logs never do. */
export function checkOptions(options: unknown): asserts options is ParseOptions {
  if (typeof options !== 'object' || options === null) throw new TypeError('options must be an object')
  const { name, pageSizeBytes } = options as Record<string, unknown>
  if (name !== undefined && typeof name !== 'string') throw new TypeError('options.name must be a string')
  if (pageSizeBytes !== undefined && !isPageSize(pageSizeBytes))
    throw new RangeError('options.pageSizeBytes must be a power of two from 4096 to 1048576')
}

export function isPageSize(value: unknown): value is number {
  return (
    typeof value === 'number' && value >= 4096 && value <= 1_048_576 && Number.isInteger(Math.log2(value))
  )
}
