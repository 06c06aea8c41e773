import { columnsOf, firstColumns } from '../../report/index.js'
import { type Axis, shareOf } from './axis.js'
import { type Crowd, crowdsOf, type PlacedMark } from './crowd.js'
import type { Group } from './groups.js'
import type { Lane } from './kinds.js'
import { type Label, labelsOf, type Wanted } from './labels.js'
import { type View, WHOLE } from './view.js'

/** One lane as it is drawn, `top` in pixels from that of its group. */
export interface LaneLayout {
  readonly lane: Lane
  readonly placed: readonly PlacedMark[]
  readonly rows: number
  readonly top: number
  readonly height: number
  /** The middle of the marks. */
  readonly markY: number
}

/** Left of the axis is room for the names of lanes; on narrow screens they stand above the marks. */
export const NAMES_PX = 92
export const EDGE_PX = 12

export function hasNames(left: number): boolean {
  return left >= NAMES_PX
}

export interface DrawnCrowd extends Crowd {
  readonly screenX: number
}

/** The middle of the marks below the top of their lane; on narrow screens the lane's name stands above them. */
const MARK_Y = 24
const NARROW_MARK_Y = 34
const BELOW_PX = 13
export const LABEL_ROW_PX = 15
const LABEL_ROWS = 4
const CHARACTER_PX = 6.1
const LONGEST = 44
/** Of what the chosen finding tells. */
const LONGEST_ASKED = 58
const SHORT = 24

/** The lanes of a group below each other, as high as their labels need when all of the axis is on screen. */
export function lanesOf(
  group: Group,
  axis: Axis,
  { width, left }: { readonly width: number; readonly left: number },
  isUrgent: (id: string) => boolean,
): LaneLayout[] {
  let top = 0
  return group.lanes.map((lane) => {
    const placed = group.marks
      .filter((mark) => mark.lane === lane)
      .map((mark) => ({ mark, share: shareOf(axis, mark.atMs) }))
    const crowds = crowdsOnScreen(placed, WHOLE, width, isUrgent)
    const labels = laneLabels(crowds, LABEL_ROWS, width, isUrgent)
    const rows = labels.reduce((most, { row }) => Math.max(most, row + 1), 0)
    const markY = hasNames(left) ? MARK_Y : NARROW_MARK_Y
    const height = markY + BELOW_PX + rows * LABEL_ROW_PX
    const layout = { lane, placed, rows, top, height, markY }
    top += height
    return layout
  })
}

/** The marks of a lane, folded, that are on screen or just beside it. */
export function crowdsOnScreen(
  placed: readonly PlacedMark[],
  view: View,
  width: number,
  isUrgent: (id: string) => boolean,
): DrawnCrowd[] {
  const scale = width / (view.end - view.begin)
  const left = view.begin * scale
  return crowdsOf(placed, scale, isUrgent)
    .map((crowd) => ({ ...crowd, screenX: crowd.x - left }))
    .filter(({ screenX, marks }) => screenX < width + EDGE_PX && (screenX > -EDGE_PX || marks.some(isLong)))
}

function isLong({ untilMs, slackMs }: PlacedMark['mark']): boolean {
  return untilMs !== undefined || slackMs > 0
}

/** What stands below the marks of a lane. */
export function laneLabels(
  crowds: readonly DrawnCrowd[],
  rows: number,
  width: number,
  isUrgent: (id: string) => boolean,
): Label[] {
  const wanted = crowds
    .filter(({ lead, screenX }) => lead.shape !== 'run' && screenX >= 0 && screenX <= width)
    .map(({ lead, marks, screenX }): Wanted => {
      const isAsked = marks.some(({ id }) => isUrgent(id))
      const others = marks.length > 1 ? ` +${marks.length - 1}` : ''
      const texts = textsOf(lead.says, lead.word, isAsked ? LONGEST_ASKED : LONGEST).map(
        (text) => text + others,
      )
      return {
        key: lead.id,
        x: screenX,
        texts: texts.map((text) => ({ text, width: widthOf(text) })),
        urgency: (isAsked ? 10 : 0) + lead.level,
      }
    })
  return labelsOf(wanted, rows, width)
}

/** As much of what it says as has room, in whole parts, then less of it. */
function textsOf(says: string, word: string, longest: number): string[] {
  const parts = says.split(', ')
  const [first = ''] = parts
  const whole = parts.reduce((text, part, index) => {
    const longer = index === 0 ? part : `${text}, ${part}`
    return columnsOf(longer) <= longest && (index === 0 || text === parts.slice(0, index).join(', '))
      ? longer
      : text
  }, '')
  return [
    ...new Set([
      whole === '' ? cut(first, longest) : whole,
      cut(first, longest),
      cut(first, SHORT),
      cut(word, SHORT),
    ]),
  ]
}

function cut(text: string, columns: number): string {
  return columnsOf(text) <= columns ? text : `${firstColumns(text, columns - 1)}…`
}

export function widthOf(text: string): number {
  return columnsOf(text) * CHARACTER_PX
}
