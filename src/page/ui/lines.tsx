import type { Place } from '../data.js'
import { usePage } from './page-context.js'

/** A place in a log, which opens its raw lines: `messages:65`. */
export function Lines(place: Place) {
  const { showLines } = usePage()
  return (
    <button type="button" class="lines" onClick={() => showLines(place)}>
      {place.input}:{place.line}
    </button>
  )
}
