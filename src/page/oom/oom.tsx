import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { OomEvent } from '../../record/index.js'
import { usePage } from '../ui/page-context.js'
import { Cgroups } from './cgroups.js'
import { Chunks } from './chunks.js'
import { CompositionOf } from './composition.js'
import { Findings } from './findings.js'
import { Folded } from './folded.js'
import { Facts, Headline } from './head.js'
import { Stocks } from './stocks.js'
import { Tasks } from './tasks.js'
import { Victims } from './victims.js'
import { Zones } from './zones.js'

interface Props {
  readonly event: OomEvent
  /** Stands between what follows from the OOM and its figures. */
  readonly children?: ComponentChildren
}

/** Everything about one OOM, what matters first. What the log does not have is not there. */
export function Oom({ event, children }: Props) {
  const { document } = usePage().data
  const about = useMemo(
    () => document.findings.filter(({ events }) => events.includes(event.id)),
    [document, event],
  )
  return (
    <article class="oom" id={event.id}>
      <Headline event={event} />
      <div class="oom-first">
        <Facts event={event} document={document} about={about} />
        <CompositionOf event={event} />
      </div>
      <Findings id={event.id} about={about} />
      {children}
      <Cgroups event={event} />
      <Zones event={event} />
      <Chunks event={event} />
      <Stocks event={event} />
      <Victims event={event} />
      <Tasks event={event} />
      <Folded event={event} />
    </article>
  )
}
