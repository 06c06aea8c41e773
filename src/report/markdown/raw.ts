import type { Source } from '../../record/index.js'
import { counted } from '../bytes.js'
import { visible } from '../visible.js'
import { block } from './escape.js'

/** Lines of a part of a log, as they stand in it; undefined where they are not known (any more). */
export type RawOf = (source: Source) => readonly string[] | undefined

/** Of a longer dump the middle, which is the table of tasks, is left out: the end has the kill. */
const HEAD_LINES = 1500
const TAIL_LINES = 500
/** GitHub takes 65,536 characters of a ticket. */
const TICKET_CHARACTERS = 65_000
const ALL_CHARACTERS = 5_000_000
/** What stands around the raw lines of a dump. */
const FRAME_CHARACTERS = 200
/** In less room than this there is nothing to see. */
const LEAST_CHARACTERS = 2000
/** Of what has room, so much is for the first lines of a dump. */
const HEAD_SHARE = 0.7

/** The characters of raw lines that a report still has room for. */
export class RawRoom {
  #left: number

  /**
   * @param all much more than a ticket takes
   * @param taken characters of the report without raw lines
   */
  constructor(all: boolean, taken = 0) {
    this.#left = all ? ALL_CHARACTERS : Math.max(0, TICKET_CHARACTERS - taken)
  }

  /** As many of the lines as have room: from the front up to a share of it, and from the back what then is left. */
  take(front: readonly string[], back: readonly string[]): { head: string[]; tail: string[] } {
    this.#left -= FRAME_CHARACTERS
    const all = [...front, ...back]
    const isWhole = lengthOf(all) <= this.#left
    if (!isWhole && this.#left < LEAST_CHARACTERS) return { head: [], tail: [] }
    const most = this.#left * (isWhole ? 1 : HEAD_SHARE)
    const head = this.#fill(front, this.#left - most)
    const ends = head.length < front.length ? all.slice(head.length) : back
    const tail = this.#fill([...ends].reverse(), 0).reverse()
    return { head, tail }
  }

  #fill(lines: readonly string[], reserved: number): string[] {
    const taken: string[] = []
    for (const line of lines) {
      if (this.#left - line.length - 1 < reserved) break
      this.#left -= line.length + 1
      taken.push(line)
    }
    return taken
  }
}

/** The parts of a dump whose lines a report can show. */
export function rawParts({ input, firstLine, lastLine }: Source): [Source] | [Source, Source] {
  if (lastLine - firstLine < HEAD_LINES + TAIL_LINES) return [{ input, firstLine, lastLine }]
  return [
    { input, firstLine, lastLine: firstLine + HEAD_LINES - 1 },
    { input, firstLine: lastLine - TAIL_LINES + 1, lastLine },
  ]
}

/** The lines of the log that the dump was read from, folded away. */
export function rawLines(source: Source, rawOf: RawOf, room: RawRoom): string[] {
  const [front, back] = rawParts(source).map((part) => rawOf(part)?.map(visible))
  if (front === undefined) return ['', '(The raw lines of this dump were not kept.)']
  const { head, tail } = room.take(front, back ?? [])
  const count = source.lastLine - source.firstLine + 1
  const left = count - head.length - tail.length
  const shown = head.length + tail.length
  if (shown === 0)
    return [
      '',
      '(The raw lines of this dump are left out: the report has no room for more. `--all` shows them.)',
    ]
  const note = left <= 0 ? '' : `, ${shown} of them shown`
  return [
    '',
    '<details>',
    `<summary>Raw lines ${source.firstLine} to ${source.lastLine} (${counted(count, 'line')}${note})</summary>`,
    '',
    ...block([...head, ...(left <= 0 ? [] : [`[… ${counted(left, 'line')} left out …]`]), ...tail]),
    '',
    '</details>',
  ]
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0)
}
