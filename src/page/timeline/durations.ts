const UNITS = [
  { ms: 86_400_000, word: 'd' },
  { ms: 3_600_000, word: 'h' },
  { ms: 60_000, word: 'min' },
  { ms: 1000, word: 's' },
] as const

/**
 * A length of time in its two largest units.
 *
 *     duration(7_471_000)   // '2 h 4 min'
 */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 10_000) return `${Math.round(ms / 100) / 10} s`
  const largest = UNITS.findIndex((unit) => ms >= unit.ms)
  let rest = ms
  return UNITS.slice(largest, largest + 2)
    .flatMap(({ ms: size, word }) => {
      const count = Math.floor(rest / size)
      rest -= count * size
      return count === 0 ? [] : `${count} ${word}`
    })
    .join(' ')
}

/**
 * The same where room is short: the second unit only beside a small number of the first.
 *
 *     roughDuration(1_641_000)   // '27 min'
 */
export function roughDuration(ms: number): string {
  const words = duration(ms)
  const [count, unit] = words.split(' ')
  return Number(count) >= 10 ? `${count} ${unit}` : words
}
