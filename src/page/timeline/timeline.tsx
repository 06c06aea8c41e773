import { usePage } from '../ui/page-context.js'

/** All that happened, in lanes over time. */
export function Timeline() {
  const { data } = usePage()
  return <section class="timeline">{data.document.events.length}</section>
}
