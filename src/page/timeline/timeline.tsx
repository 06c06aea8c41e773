import { useMemo, useRef, useState } from 'preact/hooks'
import { clockNote, firstOf, fold } from '../../report/index.js'
import { usePage } from '../ui/page-context.js'
import { Chart } from './chart.js'
import { Details } from './details.js'
import { drawingOf } from './drawing.js'
import { EventTable } from './event-table.js'
import { EvidenceList } from './evidence-list.js'
import { EDGE_PX, NAMES_PX } from './layout.js'
import { Legend } from './legend.js'
import { idsOf } from './marks.js'
import { readout } from './readout.js'
import { drawnFindings, stepsOf } from './steps.js'
import { type Options, Toolbar } from './toolbar.js'
import { useWidth } from './use-width.js'
import { type View, WHOLE } from './view.js'
import { WORDS } from './words.js'

const NARROW_PX = 620

/** All that happened, in lanes over time, or as the table that the text report has. */
export function Timeline() {
  const { document } = usePage().data
  const box = useRef<HTMLDivElement>(null)
  const outer = useWidth(box)
  const left = outer < NARROW_PX ? EDGE_PX : NAMES_PX
  const width = Math.max(outer - left - EDGE_PX, 200)
  const [options, setOptions] = useState<Options>({
    isTable: false,
    isAll: false,
    isShortened: true,
    rule: 0,
  })
  const [view, setView] = useState<View>(WHOLE)
  const [chosen, setChosen] = useState<string>()
  const { isTable, isAll, isShortened, rule, host } = options

  const shown = useMemo(
    () => (host === undefined ? document.events : document.events.filter((event) => event.host === host)),
    [document, host],
  )
  const rows = useMemo(() => fold(shown, () => isAll), [shown, isAll])
  const findings = useMemo(() => drawnFindings(document.findings, document.events), [document])
  const finding = findings[rule]
  const steps = useMemo(
    () => (finding === undefined ? [] : stepsOf(finding, document.events)),
    [finding, document],
  )
  const numbers = useMemo(() => new Map(steps.map(({ event, number }) => [event.id, number])), [steps])
  const { grouped, axis, plots } = useMemo(
    () => drawingOf(document, rows, { width, isShortened }),
    [document, rows, width, isShortened],
  )
  const note = useMemo(() => clockNote(rows.map((row) => firstOf(row).at)), [rows])
  const marks = grouped.groups.flatMap((group) => group.marks)
  const [first, ...others] = marks.filter((mark) => chosen !== undefined && idsOf(mark).includes(chosen))
  const hasChart = marks.length > 0 && !isTable

  const change = (next: Options) => {
    if (next.isShortened !== isShortened || next.host !== host) setView(WHOLE)
    setOptions(next)
  }
  return (
    <section class="timeline" aria-labelledby="timeline-title" ref={box}>
      <h2 id="timeline-title">{WORDS.title}</h2>
      {document.events.length === 0 ? (
        <p>{WORDS.nothing}</p>
      ) : (
        <>
          <Toolbar
            document={document}
            findings={findings}
            options={options}
            change={change}
            view={view}
            setView={setView}
            hasChart={marks.length > 0}
          />
          {hasChart && (
            <>
              <p class="timeline-readout" aria-live="polite">
                {readout(axis, view, grouped.clock, note)}
              </p>
              {outer > 0 && (
                <Chart
                  key={String(host)}
                  grouped={grouped}
                  axis={axis}
                  plots={plots}
                  view={view}
                  setView={setView}
                  width={width}
                  left={left}
                  numbers={numbers}
                  chosen={chosen}
                  choose={(id) => setChosen(id === chosen ? undefined : id)}
                />
              )}
              <details class="timeline-key" open={outer >= NARROW_PX}>
                <summary>{WORDS.legend}</summary>
                <p class="timeline-muted">{WORDS.help}</p>
                <Legend marks={marks} plots={[...plots.values()]} isCut={axis.stretches.length > 1} />
              </details>
              {first !== undefined && (
                <Details marks={[first, ...others]} close={() => setChosen(undefined)} />
              )}
            </>
          )}
          {finding !== undefined && (
            <EvidenceList finding={finding} steps={steps} chosen={chosen} choose={setChosen} />
          )}
          {!hasChart && <EventTable rows={rows} label={WORDS.tableLabel} numbers={numbers} />}
          {hasChart && grouped.undated.length > 0 && (
            <div class="timeline-undated">
              <h3>{grouped.clock === 'utc' ? WORDS.undated : WORDS.otherClock}</h3>
              <p class="timeline-muted">{grouped.clock === 'utc' ? WORDS.undatedWhy : WORDS.otherClockWhy}</p>
              <EventTable rows={grouped.undated} label={WORDS.undated} numbers={numbers} />
            </div>
          )}
        </>
      )}
    </section>
  )
}
