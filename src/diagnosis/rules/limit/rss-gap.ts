import type { Composition, CompositionPart, PartKey, Printed, RssSum } from '../../../figures/index.js'

/** A kind of memory that is charged to the cgroup and in no RSS of the table. */
export interface Cause {
  readonly name: string
  readonly bytes: number
  readonly printed: readonly Printed[]
}

export interface Gap {
  /** The largest first. */
  readonly causes: readonly Cause[]
  /** What would prove the causes, where one of them is inferred. */
  readonly missing: readonly string[]
}

/** Causes below this part of the gap are left out. */
const WORTH_NAMING = 0.05

/** What the usage has and the sum of RSS has not. */
export function gapOf({ parts, usageBytes }: Composition, rss: RssSum): Gap {
  // Without columns by kind: what RSS has beyond the anonymous memory is what tasks map of files and shared memory.
  const anonymous = parts.find(({ key }) => key === 'anon')?.bytes ?? 0
  let mapped = Math.max(0, rss.bytes - anonymous)
  const uncovered = ({ key, bytes }: CompositionPart): number => {
    const column = columnOf(rss, key)
    if (column !== undefined) return bytes - column
    if (!MAPPABLE.has(key)) return bytes
    if (key === 'anon') return bytes - rss.bytes
    const covered = Math.min(mapped, bytes)
    mapped -= covered
    return bytes - covered
  }
  const causes = parts
    .map((part) => ({ part, bytes: uncovered(part) }))
    .filter(({ bytes }) => bytes > (usageBytes - rss.bytes) * WORTH_NAMING)
    .sort((a, b) => b.bytes - a.bytes)
  const missing: string[] = []
  // memory.stat is added up lazily, up to two seconds late: what is counted as anonymous may be freed already.
  if (causes.some(({ part: { key } }) => key === 'anon'))
    missing.push(
      'which tasks have left the table: kills just before this dump, processes that moved to another cgroup',
    )
  if (
    causes.some(
      ({ part: { key } }) => key !== 'anon' && MAPPABLE.has(key) && columnOf(rss, key) === undefined,
    )
  )
    missing.push('kernel log: the columns rss_file and rss_shmem of the task table (6.8 and later)')
  return {
    causes: causes.map(({ part, bytes }) => ({ name: nameOf(part), bytes, printed: part.printed })),
    missing,
  }
}

const MAPPABLE: ReadonlySet<PartKey> = new Set<PartKey>(['anon', 'shmem', 'file', 'cache'])

function columnOf({ anonBytes, fileBytes, shmemBytes }: RssSum, key: PartKey): number | undefined {
  if (key === 'anon') return anonBytes
  if (key === 'shmem') return shmemBytes
  if (key === 'file') return fileBytes
  return undefined
}

function nameOf({ key, name }: CompositionPart): string {
  return key === 'anon' ? 'tasks not in the table' : name
}
