import { columnsOf, cutMiddle } from '../columns.js'

/** Something to say, and where there is a shorter way to say it, that behind it. */
export type Said = string | readonly [long: string, short: string]

/**
 * What is said, on one line: the first part always, cut where it must be, and of the others those that have room.
 *
 *     fitted(['java (pid 7)', 'anon 3.20 GiB', 'in a very long path'], 30)   // 'java (pid 7), anon 3.20 GiB'
 */
export function fitted(parts: readonly Said[], columns: number): string {
  const [first = [], ...others] = parts.map(ways).filter((words) => words.length > 0)
  let line = first.find((words) => columnsOf(words) <= columns) ?? cutMiddle(first.at(-1) ?? '', columns)
  for (const other of others) {
    const words = other.find((words) => columnsOf(line) + 2 + columnsOf(words) <= columns)
    if (words !== undefined) line += `, ${words}`
  }
  return line
}

/** What is said where nothing needs to be short: each part in its long form. */
export function inFull(parts: readonly Said[]): string[] {
  return parts.flatMap((said) => ways(said).slice(0, 1))
}

function ways(said: Said): readonly string[] {
  return (typeof said === 'string' ? [said] : said).filter((words) => words !== '')
}
