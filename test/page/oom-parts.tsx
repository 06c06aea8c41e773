import { render } from 'preact'
import { useState } from 'preact/hooks'
import { explain } from '../../src/explain/index.js'
import type { PageData, Place } from '../../src/page/data.js'
import { Oom } from '../../src/page/oom/oom.js'
import { OomList } from '../../src/page/oom/oom-list.js'
import { Page } from '../../src/page/ui/page-context.js'

/** What is shown of OOMs, alone: the shell around it is tested by itself. Places that are asked for are kept in `places`. */
const data = JSON.parse(document.getElementById('report')?.textContent ?? '') as PageData
const places: Place[] = []
Object.assign(globalThis, { places })

function Parts() {
  const ooms = data.document.events.filter((event) => event.type === 'oom')
  const [shown, show] = useState(ooms[0]?.id)
  const event = ooms.find(({ id }) => id === shown)
  const context = {
    data,
    shown,
    show,
    hasLines: () => true,
    showLines: (place: Place) => void places.push(place),
    explain: async (word: string) => explain(word),
  }
  return (
    <Page.Provider value={context}>
      <main style={{ padding: '1rem' }}>
        <h1>OOMs</h1>
        {ooms.length > 1 && <OomList ooms={ooms} shown={shown} choose={show} />}
        {event !== undefined && <Oom key={event.id} event={event} />}
      </main>
    </Page.Provider>
  )
}

const root = document.getElementById('app')
if (root !== null) render(<Parts />, root)
