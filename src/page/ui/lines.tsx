import type { ComponentChildren } from 'preact'
import type { Place } from '../data.js'
import { usePage } from './page-context.js'

/** A place in a log, which opens its raw lines where there are any: `messages:65`, or what is put into it. */
export function Lines({ children, ...place }: Place & { children?: ComponentChildren }) {
  const { showLines, hasLines } = usePage()
  const name = children ?? `${place.input}:${place.line}`
  if (!hasLines(place)) return <span class="lines">{name}</span>
  return (
    <button type="button" class="lines" aria-haspopup="dialog" onClick={() => showLines(place)}>
      {name}
    </button>
  )
}
