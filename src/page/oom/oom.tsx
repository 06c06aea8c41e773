import type { OomEvent } from '../../record/index.js'

/** Everything about one OOM. */
export function Oom({ event }: { event: OomEvent }) {
  return (
    <section class="oom" id={event.id}>
      <h2>{event.id}</h2>
    </section>
  )
}
