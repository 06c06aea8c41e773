/** A value that two readings have differently. */
export interface Difference {
  /** `trigger.cpu`, `tasks.1055.rssPages` */
  readonly path: string
  readonly first: string
  readonly second: string
}

/** How two readings' values compare, over what both of them have: a reading that lacks a value contradicts nothing. */
export interface Comparison {
  agreeing: number
  differing: number
  /** The first few of those that differ. */
  readonly differences: Difference[]
}

type Values = Readonly<Record<string, unknown>>

const DIFFERENCES_MAX = 8
const NOTHING: ReadonlySet<string> = new Set()

/** Compares two records value by value. Keys in `skip` are left out wherever they stand. */
export function compareValues(
  first: object,
  second: object,
  skip: ReadonlySet<string> = NOTHING,
): Comparison {
  const comparison: Comparison = { agreeing: 0, differing: 0, differences: [] }
  compareRecords(first as Values, second as Values, skip, [], comparison)
  return comparison
}

/** How many single values a record has. */
export function countValues(value: unknown, skip: ReadonlySet<string> = NOTHING): number {
  if (value === undefined || value === null) return 0
  if (typeof value !== 'object') return 1
  let count = 0
  if (Array.isArray(value)) for (const item of value) count += countValues(item, skip)
  else for (const key in value) if (!skip.has(key)) count += countValues((value as Values)[key], skip)
  return count
}

function compareRecords(
  first: Values,
  second: Values,
  skip: ReadonlySet<string>,
  path: (string | number)[],
  into: Comparison,
): void {
  for (const key in first) {
    if (skip.has(key) || !Object.hasOwn(second, key)) continue
    path.push(key)
    compareAny(first[key], second[key], skip, path, into)
    path.pop()
  }
}

function compareAny(
  first: unknown,
  second: unknown,
  skip: ReadonlySet<string>,
  path: (string | number)[],
  into: Comparison,
): void {
  if (first === undefined || second === undefined) return
  if (Array.isArray(first) && Array.isArray(second)) compareLists(first, second, skip, path, into)
  else if (isRecord(first) && isRecord(second)) compareRecords(first, second, skip, path, into)
  else if (first === second) into.agreeing++
  else {
    into.differing++
    if (into.differences.length < DIFFERENCES_MAX)
      into.differences.push({ path: path.join('.'), first: shown(first), second: shown(second) })
  }
}

/**
 * Lists of things with a name (rows of a table by pid, zones by node and zone) are compared by it: a cut reading lacks
 * some. Others are compared where they are equally long, since then nothing was cut off.
 */
function compareLists(
  first: readonly unknown[],
  second: readonly unknown[],
  skip: ReadonlySet<string>,
  path: (string | number)[],
  into: Comparison,
): void {
  let rest: Map<string | number, unknown> | undefined
  for (let index = 0; index < first.length; index++) {
    const item = first[index]
    const name = nameOf(item)
    if (name === undefined) {
      if (first.length !== second.length) return
      path.push(index)
      compareAny(item, second[index], skip, path, into)
      path.pop()
      continue
    }
    let other: unknown = second[index]
    if (nameOf(other) !== name) {
      rest ??= new Map(second.map((one) => [nameOf(one) ?? '', one]))
      other = rest.get(name)
    }
    if (other === undefined) continue
    path.push(name)
    compareAny(item, other, skip, path, into)
    path.pop()
  }
}

function nameOf(item: unknown): string | number | undefined {
  if (!isRecord(item)) return undefined
  const { pid, node, zone, sizeBytes, cgroup, name } = item
  if (typeof pid === 'number') return pid
  if (typeof zone === 'string') return `${shown(node)}/${zone}`
  if (typeof sizeBytes === 'number') return `${shown(node)}/${sizeBytes}`
  if (typeof node === 'number') return node
  if (typeof cgroup === 'string') return cgroup
  return typeof name === 'string' ? name : undefined
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
