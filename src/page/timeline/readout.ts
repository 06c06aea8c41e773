import { type Axis, momentAt } from './axis.js'
import { duration } from './durations.js'
import type { DrawnCrowd } from './layout.js'
import type { Clock } from './ticks.js'
import type { View } from './view.js'
import { WORDS } from './words.js'

/** What part of the time is on screen: `2025-07-14 09:34:25 – 12:29:41 UTC (2 h 55 min)`. */
export function readout(axis: Axis, view: View, clock: Clock, note: string): string {
  const from = momentAt(axis, view.begin)
  const to = momentAt(axis, view.end)
  const length = duration(to - from)
  if (clock === 'boot')
    return `${(from / 1000).toFixed(3)} – ${(to / 1000).toFixed(3)} ${WORDS.seconds} (${length})`
  const places = to - from < 10_000 ? 23 : 19
  const [begin, end] = [from, to].map((ms) => new Date(ms).toISOString().slice(0, places).split('T'))
  const [day = '', time = ''] = begin ?? []
  const [lastDay = '', lastTime = ''] = end ?? []
  return `${day} ${time} – ${day === lastDay ? '' : `${lastDay} `}${lastTime} ${note}, ${length}`
}

/** Of marks that fall on one place, whether all say the same kind of thing. */
export function wordsOf({ marks }: DrawnCrowd): string {
  const counts = new Map<string, number>()
  for (const { word } of marks) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ')
}
