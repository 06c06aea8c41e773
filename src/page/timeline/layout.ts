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

export interface DrawnCrowd extends Crowd {
  readonly screenX: number
}

/** The middle of the marks below the top of their lane; on narrow screens the lane's name stands above them. */
const MARK_Y = 24
const NARROW_MARK_Y = 34
const BELOW_PX = 13
export const LABEL_ROW_PX = 15
/** Marks nearer than this are drawn as one. */
export const NEAR_PX = 13
const LABEL_ROWS = 4
const CHARACTER_PX = 6.1
const LONGEST = 44
const SHORTEST = 14

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
    const crowds = crowdsOnScreen(placed, WHOLE, width)
    const labels = laneLabels(crowds, LABEL_ROWS, width, isUrgent)
    const rows = labels.reduce((most, { row }) => Math.max(most, row + 1), 0)
    const markY = left > 0 ? MARK_Y : NARROW_MARK_Y
    const height = markY + BELOW_PX + rows * LABEL_ROW_PX
    const layout = { lane, placed, rows, top, height, markY }
    top += height
    return layout
  })
}

/** The marks of a lane, folded, that are on screen or just beside it. */
export function crowdsOnScreen(placed: readonly PlacedMark[], view: View, width: number): DrawnCrowd[] {
  const scale = width / (view.end - view.begin)
  const left = view.begin * scale
  return crowdsOf(placed, scale, NEAR_PX)
    .map((crowd) => ({ ...crowd, screenX: crowd.x - left }))
    .filter(({ screenX, marks }) => screenX < width + NEAR_PX && (screenX > -NEAR_PX || marks.some(isLong)))
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
      const texts = marks.length === 1 ? textsOf(lead.says, lead.word) : [`${lead.word} …`]
      return {
        key: lead.id,
        x: screenX,
        texts: texts.map((text) => ({ text, width: widthOf(text) })),
        urgency: (marks.some(({ id }) => isUrgent(id)) ? 10 : 0) + lead.level,
      }
    })
  return labelsOf(wanted, rows, width)
}

/** All that it says, as much as has room, then its first words. */
function textsOf(says: string, word: string): string[] {
  const [first = ''] = says.split(', ')
  return [
    ...new Set([cut(says, LONGEST), cut(first, LONGEST), cut(first, SHORTEST * 2), cut(word, SHORTEST)]),
  ]
}

function cut(text: string, columns: number): string {
  return columnsOf(text) <= columns ? text : `${firstColumns(text, columns - 1)}…`
}

export function widthOf(text: string): number {
  return columnsOf(text) * CHARACTER_PX
}
