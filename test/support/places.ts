/** Every line of a record moved down. A file of allocation profiling has a line of its own. */
export function movedDown<T>(value: T, by: number): T {
  return moved(value, by, false)
}

function moved<T>(value: T, by: number, areLines: boolean): T {
  if (areLines && typeof value === 'number') return (value + by) as T
  if (Array.isArray(value)) return value.map((one: unknown) => moved(one, by, areLines)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      key,
      moved(one, by, areLines || (LINES.has(key) && !('file' in value))),
    ]),
  ) as T
}

const LINES: ReadonlySet<string> = new Set([
  'line',
  'firstLine',
  'lastLine',
  'lines',
  'ownerLine',
  'groupKillLine',
  'endLine',
  'lowmemReserveLine',
])

/** Keys of a record that depend on the framing: when, where in the file, which host, and the lines around it. */
export const PLACES: ReadonlySet<string> = new Set([
  'at',
  'host',
  'source',
  'alsoIn',
  'line',
  'lines',
  'ownerLine',
  'groupKillLine',
  'endLine',
  'lowmemReserveLine',
  'foreignLines',
])
