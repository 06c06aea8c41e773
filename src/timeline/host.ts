import type { Entry } from './entry.js'

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

/** Whether two readings are of one machine, by what is known of their inputs or by the names that their lines have. */
export function sameMachine(first: Entry, second: Entry): boolean {
  if (first.machine !== undefined && first.machine === second.machine) return true
  const [one, other] = [first.event.host, second.event.host]
  return one !== undefined && other !== undefined && !isPlaceholder(one) && sameNode(one, other)
}

/** What every machine is called until its name is set. */
function isPlaceholder(host: string): boolean {
  return host.toLowerCase() === 'localhost'
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
