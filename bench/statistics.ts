import type { Run } from './measure.js'

export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

export function medianOf(runs: readonly Run[] | undefined, what: keyof Run): number | undefined {
  return median((runs ?? []).flatMap((run) => run[what] ?? []))
}

/** What else the machine does can only make a run longer. */
export function leastOf(runs: readonly Run[] | undefined, what: keyof Run): number | undefined {
  const values = (runs ?? []).flatMap((run) => run[what] ?? [])
  return values.length === 0 ? undefined : Math.min(...values)
}

/** The median of the ratios of runs that followed each other: a disturbance that lasts meets both. */
export function ratio(
  runs: readonly Run[] | undefined,
  others: readonly Run[] | undefined,
  what: 'wallMs' | 'cpuMs',
): number | undefined {
  return median(
    (runs ?? []).flatMap((run, round) => {
      const [mine, other] = [run[what], others?.[round]?.[what]]
      return mine === undefined || other === undefined || other < LEAST[what] ? [] : mine / other
    }),
  )
}

/** GNU time tells hundredths of a second: ratios of so short times say nothing. */
const LEAST = { wallMs: 1, cpuMs: 200 } as const
