import { Lines } from '../ui/lines.js'
import { WORDS } from './words.js'

/** The head of the column that says where a row of a table was read. */
export function LineHead() {
  return (
    <th scope="col" class="right">
      {WORDS.line}
    </th>
  )
}

interface Cell {
  readonly input: string
  readonly line: number | undefined
  readonly figures?: readonly string[]
}

export function LineCell({ line, ...place }: Cell) {
  return (
    <td class="right">
      {line !== undefined && (
        <Lines {...place} line={line}>
          {line}
        </Lines>
      )}
    </td>
  )
}
