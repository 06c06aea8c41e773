/** What parts of memory look like: each has its colour whatever else is beside it, and what has no counter is hatched. */
const LOOKS: readonly (readonly [begins: string, look: string])[] = [
  ['anonymous pages that no process', 'oom-c8'],
  ['anonymous', 'oom-c1'],
  ['tmpfs', 'oom-c2'],
  ['page cache', 'oom-c3'],
  ['kernel memory', 'oom-c4'],
  ['unreclaimable slab', 'oom-c4'],
  ['huge pages', 'oom-c5'],
  ['network', 'oom-c6'],
  ['reclaimable slab', 'oom-c6'],
  ['page tables', 'oom-c7'],
  ['in no counter', 'oom-hatched'],
  ['not told', 'oom-hatched'],
  ['free', 'oom-free'],
]

/** The class of a part by its name, as the report has it. */
export function lookOf(name: string): string {
  return LOOKS.find(([begins]) => name.startsWith(begins))?.[1] ?? 'oom-c8'
}
