import type { OomEvent } from '../../../record/index.js'
import { share, short } from '../../amounts.js'
import { type Answer, oomRule } from '../../dump-rule.js'
import { fitting } from './said.js'
import { type Held, heldOf, WORTH_SAYING } from './shmem-held.js'

export const tmpfsHeld = oomRule({
  id: 'tmpfs-held',
  question: 'Is the memory held by tmpfs, an emptyDir in memory, or shared memory?',
  needs: ['oom'],
  references: ['https://docs.kernel.org/filesystems/tmpfs.html'],
  decide(dump) {
    const held = heldOf(dump)
    if (held === undefined || held.shmemBytes < held.wholeBytes * WORTH_SAYING) return undefined
    const { mapped, shmemBytes, wholeBytes } = held
    if (mapped === undefined) return mappingUnknown(dump, held)
    const heldBytes = shmemBytes - mapped.atMostBytes
    return heldBytes < wholeBytes * WORTH_SAYING ? undefined : answer(dump, held, mapped, heldBytes)
  },
})

function answer(dump: OomEvent, held: Held, mapped: NonNullable<Held['mapped']>, heldBytes: number): Answer {
  const { shmemBytes, wholeBytes, whole } = held
  return {
    verdict: mapped.inferred || !held.isRead ? 'likely' : 'confirmed',
    title: fitting(
      `${share(heldBytes, wholeBytes)} of ${whole} is tmpfs or shared memory that no process maps`,
    ),
    summary: `${short(shmemBytes)} of the ${short(wholeBytes)} are files in tmpfs or shared memory, and the processes of the table map ${mapped.atMostBytes === 0 ? 'none' : `at most ${short(mapped.atMostBytes)}`} of it. A kill does not give the rest back: the files or segments must be removed.`,
    lines: held.lines,
    figures: { shmemBytes, mappedAtMostBytes: mapped.atMostBytes, heldBytes, ...figureOf(dump, wholeBytes) },
    missing: [
      ...(mapped.inferred ? ['kernel log: the column rss_shmem of the task table (6.8 and later)'] : []),
      ...(held.isRead
        ? []
        : ['kernel log: shmem in memory.stat (4.12 and later): it was taken from the cache']),
    ],
    overturnedBy: 'processes outside the task table that map it',
    next: NEXT,
  }
}

/** No task table, or not all of it: programs with large shared buffers look the same. */
function mappingUnknown(dump: OomEvent, { shmemBytes, wholeBytes, whole, lines }: Held): Answer {
  return {
    verdict: 'possible',
    title: fitting(`${share(shmemBytes, wholeBytes)} of ${whole} is tmpfs or shared memory`),
    summary: `${short(shmemBytes)} of the ${short(wholeBytes)} are tmpfs or shared memory. Whether it is files that stay behind or buffers that living processes share was not read.`,
    lines,
    figures: { shmemBytes, ...figureOf(dump, wholeBytes) },
    missing: ['kernel log: the whole task table: how much of it tasks map'],
    overturnedBy: 'a task table whose tasks map most of it',
    next: NEXT,
  }
}

const NEXT = [
  'df -h -t tmpfs; ipcs -m  # files in tmpfs and segments of System V',
  "kubectl get pods -A -o yaml | grep -B3 'medium: Memory'  # an emptyDir in memory counts for its pod",
]

function figureOf({ scope }: OomEvent, bytes: number): Record<string, number> {
  return scope === 'memcg' ? { limitBytes: bytes } : { ramBytes: bytes }
}
