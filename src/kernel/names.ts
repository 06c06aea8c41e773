/** `active_anon` → `activeAnon`, `isolated(anon)` → `isolatedAnon`, `Balloon` → `balloon`: our spelling of a counter. */
export function camelCase(key: string): string {
  const known = SPELLINGS.get(key)
  if (known !== undefined) return known
  const spelt = key
    .replace(/[^A-Za-z0-9]+([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
  // Bounded: a hostile log must not fill the memory with invented keys.
  if (SPELLINGS.size < 1000) SPELLINGS.set(key, spelt)
  return spelt
}

const SPELLINGS = new Map<string, string>()

/** The kernel's kB is KiB. */
export function kilobytes(kb: number): number {
  return kb * 1024
}
