import type { Results } from './comparison.js'
import type { Growth } from './growth.js'
import { medianOf, ratio } from './statistics.js'
import { type Cell, table } from './table.js'

/** Above an idle Node process. */
const MOST_MEMORY = 150e6
const MOST_GROWTH = 1.15

/** Every bar with what was reached. */
export function barsTable(
  results: readonly Results[],
  growths: readonly Growth[],
  idle: number | undefined,
): string {
  return table(
    ['bar', 'at most', 'reached', ''],
    [
      ...results.flatMap(timeBars),
      ...results.flatMap((one) => memoryBars(one, idle)),
      ...growths.flatMap((growth) => growthBars(growth)),
    ],
  )
}

function timeBars({ comparison: { title, bars }, runs }: Results): Cell[][] {
  return bars.map(({ of, to, atMost }) => {
    const reached = ratio(runs.get(of), runs.get(to), 'wallMs')
    return [
      `${title}: ${of} to ${to}`,
      `${atMost} x`,
      ...verdict(reached, atMost, (x) => `${x.toFixed(2)} x`),
    ]
  })
}

function memoryBars(
  { comparison: { title, bounded = [] }, runs }: Results,
  idle: number | undefined,
): Cell[][] {
  return bounded.map((name) => {
    const peak = medianOf(runs.get(name), 'peakBytes')
    const reached = peak === undefined || idle === undefined ? undefined : peak - idle
    return [
      `${title}: ${name}, memory above an idle Node`,
      `${MOST_MEMORY / 1e6} MB`,
      ...verdict(reached, MOST_MEMORY, (bytes) => `${Math.round(bytes / 1e6)} MB`),
    ]
  })
}

function growthBars({ title, steps }: Growth): Cell[][] {
  const relative = steps.flatMap((step) => step.relative ?? [])
  const worst = relative.length === 0 ? undefined : Math.max(...relative)
  return [
    [
      `${title}: time per MB added, to that up to the second size`,
      `${MOST_GROWTH} x`,
      ...verdict(worst, MOST_GROWTH, (x) => `${x.toFixed(2)} x`),
    ],
  ]
}

function verdict(reached: number | undefined, atMost: number, say: (value: number) => string): [Cell, Cell] {
  if (reached === undefined) return ['not measured', '']
  return [say(reached), reached <= atMost ? 'met' : 'NOT met']
}
