import { utcTicks } from 'd3-time'
import { type Axis, momentAt, shareOf } from './axis.js'
import { type View, xOf } from './view.js'

export interface Tick {
  readonly x: number
  readonly label: string
}

/** UTC, or seconds after boot. */
export type Clock = 'utc' | 'boot'

const ROOM_PX = 100
const DAY_MS = 86_400_000
const BOOT_STEPS = [1, 2, 5]

/** Round moments with their labels, on the stretches of the axis that are on screen, none upon another. */
export function ticksOf(axis: Axis, view: View, width: number, clock: Clock): Tick[] {
  const ticks: Tick[] = []
  const { stretches } = axis
  const isOfManyDays = dayOf(stretches[0].from) !== dayOf((stretches.at(-1) ?? stretches[0]).to)
  let day = ''
  for (const stretch of stretches) {
    const from = Math.max(stretch.from, momentAt(axis, view.begin))
    const to = Math.min(stretch.to, momentAt(axis, view.end))
    if (from >= to) continue
    const at = (ms: number) => xOf(view, width, shareOf(axis, ms))
    const room = at(to) - at(from)
    const moments = roundMoments(from, to, Math.max(1, Math.floor(room / ROOM_PX)), clock)
    const step = moments.length > 1 ? (moments[1] ?? 0) - (moments[0] ?? 0) : 1000
    for (const ms of moments) {
      const x = at(ms)
      if (x < 0 || x > width) continue
      const isNewDay = clock === 'utc' && isOfManyDays && dayOf(ms) !== day
      const label = clock === 'boot' ? secondsLabel(ms, step) : utcLabel(ms, step, isNewDay)
      const last = ticks.at(-1)
      if (last !== undefined && x - last.x < last.label.length * 6.5 + 10) continue
      day = dayOf(ms)
      ticks.push({ x, label })
    }
  }
  return ticks
}

function roundMoments(from: number, to: number, count: number, clock: Clock): number[] {
  if (clock === 'boot') return roundSeconds(from, to, count)
  const ticks = utcTicks(new Date(from), new Date(to), count).map((date) => date.getTime())
  return ticks.length > 0 || count > 1 ? ticks : [Math.round((from + to) / 2000) * 1000]
}

/** 1, 2, 5, 10, … seconds, or parts of one. */
function roundSeconds(from: number, to: number, count: number): number[] {
  const least = (to - from) / count
  const power = 10 ** Math.floor(Math.log10(least))
  const step = (BOOT_STEPS.find((one) => one * power >= least) ?? 10) * power
  const found: number[] = []
  for (let index = Math.ceil(from / step); index * step <= to; index++) found.push(index * step)
  return found
}

/** As many places as the step needs. */
function secondsLabel(ms: number, stepMs: number): string {
  const places = Math.min(6, Math.max(0, -Math.floor(Math.log10(stepMs / 1000) + 1e-9)))
  return `${(ms / 1000).toFixed(places)} s`
}

function utcLabel(ms: number, stepMs: number, isNewDay: boolean): string {
  const iso = new Date(ms).toISOString()
  if (stepMs >= DAY_MS) return iso.slice(0, 10)
  const time = iso.slice(11, stepMs < 1000 ? 23 : ms % 60_000 === 0 && stepMs >= 60_000 ? 16 : 19)
  return isNewDay ? `${iso.slice(5, 10)} ${time}` : time
}

function dayOf(ms: number): string {
  return String(Math.floor(ms / DAY_MS))
}
