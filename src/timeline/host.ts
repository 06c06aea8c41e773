/**
 * Whether two host names are one host's: logs print it with or without its domain. `node-1` and `node-1.example.org` are
 * one, `node-1.a.org` and `node-1.b.org` are two.
 */
export function sameNode(first: string, second: string): boolean {
  if (first === second) return true
  const a = first.toLowerCase()
  const b = second.toLowerCase()
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)
}

/** Whether the names are all of one host, so that what has no name is its. */
export function oneHost(names: Iterable<string>): boolean {
  let longest: string | undefined
  for (const name of names) {
    if (longest === undefined) longest = name
    else if (!sameNode(longest, name)) return false
    else if (name.length > longest.length) longest = name
  }
  return true
}
