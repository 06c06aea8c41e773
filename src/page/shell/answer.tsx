import { useMemo } from 'preact/hooks'
import type { Document, OomEvent } from '../../record/index.js'
import { kernelMessagesHint, problem } from '../../report/index.js'
import { Findings } from '../oom/findings.js'
import { Oom } from '../oom/oom.js'
import { OomList } from '../oom/oom-list.js'
import { Timeline } from '../timeline/timeline.js'
import { usePage } from '../ui/page-context.js'
import { Failures } from './failures.js'
import { Inputs } from './inputs.js'
import { useStages } from './use-stages.js'
import { WORDS } from './words.js'

interface Answer {
  readonly ooms: readonly OomEvent[]
  readonly folder: string
  readonly isCut: boolean
}

/** All that is known: what follows from all of it, one OOM at a time, what happened around it, what was read. */
export function Answer({ ooms, folder, isCut }: Answer) {
  const { data, shown, show } = usePage()
  const { document } = data
  const overall = useMemo(() => overallFindings(document, ooms), [document, ooms])
  const stage = useStages(document, 5)
  const event = ooms.find(({ id }) => id === shown)
  // How one OOM came about is told by what happened around it; where there is nothing around it, or much, the timeline comes last.
  const isStory = ooms.length === 1 && document.events.length > 1
  return (
    <>
      <Summary document={document} ooms={ooms} folder={folder} />
      <Problems document={document} isCut={isCut} />
      {stage >= 1 && overall.length > 0 && (
        <section class="shell-overall" aria-label={WORDS.overall}>
          <Findings id="overall" about={overall} />
        </section>
      )}
      {stage >= 2 && ooms.length > 1 && (
        <section class="shell-list" aria-labelledby="all-ooms">
          <h2 id="all-ooms">{WORDS.allOoms}</h2>
          <OomList ooms={ooms} shown={shown} choose={show} />
        </section>
      )}
      {stage >= 3 && event !== undefined && (
        <>
          {ooms.length > 1 && <Steps ooms={ooms} event={event} />}
          <Oom key={event.id} event={event}>
            {isStory && stage >= 4 && <Timeline />}
          </Oom>
        </>
      )}
      {stage >= 4 && (
        <>
          <Failures />
          {document.events.length > 0 && !(isStory && event !== undefined) && <Timeline />}
        </>
      )}
      {stage >= 5 && <Inputs inputs={document.inputs} />}
    </>
  )
}

/** Findings on one OOM stand in its part, the others here. */
function overallFindings({ findings }: Document, ooms: readonly OomEvent[]): Document['findings'] {
  const ids = new Set(ooms.map(({ id }) => id))
  return findings.filter(({ events }) => events.filter((id) => ids.has(id)).length !== 1)
}

function Summary({
  document,
  ooms,
  folder,
}: {
  document: Document
  ooms: readonly OomEvent[]
  folder: string
}) {
  const { inputs } = document
  const hosts = [...new Set(ooms.flatMap(({ host }) => host ?? []))]
  const lines = inputs.reduce((sum, input) => sum + input.lines, 0)
  const parts = [
    ...(hosts.length === 0 ? [] : [WORDS.onHosts(hosts)]),
    WORDS.fromInputs(inputs.length, lines),
    ...(folder === '' ? [] : [WORDS.inFolder(folder)]),
  ]
  const none = document.problems.find(({ code }) => code === 'none-matches')
  return (
    <section class="shell-summary">
      <h1 id="answer" tabIndex={-1}>
        {WORDS.ooms(ooms.length)}
      </h1>
      <p>{parts.join(', ')}</p>
      {none !== undefined && <p class="shell-hint">{none.message}</p>}
      {ooms.length === 0 && none === undefined && inputs.length > 0 && (
        <p class="shell-hint">{kernelMessagesHint(inputs)}</p>
      )}
    </section>
  )
}

function Problems({ document, isCut }: { document: Document; isCut: boolean }) {
  const told = document.problems.filter(({ code }) => code !== 'none-matches').map(problem)
  const all = [...(isCut ? [WORDS.cut] : []), ...told]
  if (all.length === 0) return null
  return (
    <section class="shell-problems" aria-labelledby="problems">
      <h2 id="problems">{WORDS.problems}</h2>
      <ul>
        {all.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  )
}

function Steps({ ooms, event }: { ooms: readonly OomEvent[]; event: OomEvent }) {
  const { show } = usePage()
  const at = ooms.indexOf(event)
  const step = (to: number, label: string) => (
    <button
      type="button"
      disabled={ooms[to] === undefined}
      onClick={() => {
        const other = ooms[to]
        if (other !== undefined) show(other.id)
      }}
    >
      {label}
    </button>
  )
  return (
    <nav class="shell-steps" aria-label={WORDS.one(at + 1, ooms.length)}>
      {step(at - 1, WORDS.previous)}
      <span>{WORDS.one(at + 1, ooms.length)}</span>
      {step(at + 1, WORDS.next)}
    </nav>
  )
}
