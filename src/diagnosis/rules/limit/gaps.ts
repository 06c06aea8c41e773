import type { OomEvent } from '../../../record/index.js'

/** The middle one of the times from one OOM to the next, in milliseconds; undefined where a time is not known. */
export function typicalGap(ooms: readonly OomEvent[]): number | undefined {
  const times = instants(ooms)
  if (times === undefined) return undefined
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time))
  gaps.sort((a, b) => a - b)
  const middle = gaps[(gaps.length - 1) >> 1]
  return middle === undefined || (gaps[0] ?? 0) < 0 ? undefined : middle
}

/** On one clock: instants, or seconds after the boot where one log has them all and no boot lies between. */
function instants(ooms: readonly OomEvent[]): number[] | undefined {
  const known: number[] = []
  for (const { at } of ooms) if (at.epochMs !== undefined) known.push(at.epochMs)
  if (known.length === ooms.length) return known
  const input = ooms[0]?.source.input
  const sinceBoot: number[] = []
  for (const { at, source } of ooms)
    if (at.monotonicSec !== undefined && source.input === input) sinceBoot.push(at.monotonicSec * 1000)
  return sinceBoot.length === ooms.length ? sinceBoot : undefined
}

/** `350 ms`, `41 s`, `12 min`, `3 h`, `2 days`: the rest is cut. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.floor(ms)} ms`
  if (ms < 120_000) return `${Math.floor(ms / 1000)} s`
  if (ms < 7_200_000) return `${Math.floor(ms / 60_000)} min`
  return ms < 172_800_000 ? `${Math.floor(ms / 3_600_000)} h` : `${Math.floor(ms / 86_400_000)} days`
}
