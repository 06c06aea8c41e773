import type { Document, Problem } from '../record/index.js'

/** That there was something to show before the rest was left out: nothing found would be another answer. */
export function noneMatches(all: Document, kept: Document, what: 'OOM' | 'event'): Problem | undefined {
  const count = ({ events }: Document) =>
    what === 'event' ? events.length : events.filter(({ type }) => type === 'oom').length
  return count(kept) > 0 ? undefined : noneOf(count(all), what)
}

export function noneOf(count: number, what: 'OOM' | 'event'): Problem | undefined {
  if (count === 0) return undefined
  const message =
    count === 1
      ? `the one ${what} that was read does not match what is asked for`
      : `none of the ${count} ${what}s matches what is asked for`
  return { code: 'none-matches', message }
}
