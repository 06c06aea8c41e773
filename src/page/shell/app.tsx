import { useState } from 'preact/hooks'
import type { OomEvent } from '../../record/index.js'
import type { PageData } from '../data.js'
import { Oom } from '../oom/oom.js'
import { Timeline } from '../timeline/timeline.js'
import { Page, type PageContext } from '../ui/page-context.js'

/** The whole page. */
export function App({ initial }: { initial: PageData | undefined }) {
  const [data] = useState(initial)
  if (data === undefined) return <main>Drop a log.</main>
  const ooms = data.document.events.filter((event): event is OomEvent => event.type === 'oom')
  const context: PageContext = {
    data,
    shown: ooms[0]?.id,
    show: () => {},
    hasLines: () => false,
    showLines: () => {},
    explain: async () => undefined,
  }
  return (
    <Page.Provider value={context}>
      <main>
        <Timeline />
        {ooms.map((event) => (
          <Oom key={event.id} event={event} />
        ))}
      </main>
    </Page.Provider>
  )
}
