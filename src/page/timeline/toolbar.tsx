import type { Document, Finding } from '../../record/index.js'
import { closer, wider } from './keys.js'
import { isWhole, type View, WHOLE } from './view.js'
import { WORDS } from './words.js'

export interface Options {
  readonly isTable: boolean
  /** Every event by itself, also the minor ones. */
  readonly isAll: boolean
  readonly isShortened: boolean
  /** The finding whose evidence is numbered, by its place among those that can be drawn; -1 for none. */
  readonly rule: number
  /** The only machine to show. */
  readonly host?: string
}

interface ToolbarProps {
  readonly document: Document
  readonly findings: readonly Finding[]
  readonly options: Options
  change(options: Options): void
  readonly view: View
  setView(view: View): void
  readonly hasChart: boolean
}

/** What is shown and how, and the zoom. */
export function Toolbar({ document, findings, options, change, view, setView, hasChart }: ToolbarProps) {
  const hosts = [...new Set(document.events.flatMap(({ host }) => host ?? []))]
  const { isTable, isAll, isShortened, rule, host } = options
  const isChart = hasChart && !isTable
  return (
    <div class="timeline-tools">
      {hasChart && (
        <fieldset class="timeline-switch">
          <legend class="unseen">{WORDS.shownAs}</legend>
          {[false, true].map((table) => (
            <label key={String(table)}>
              <input
                type="radio"
                name="timeline-form"
                checked={isTable === table}
                onChange={() => change({ ...options, isTable: table })}
              />
              <span>{table ? WORDS.table : WORDS.chart}</span>
            </label>
          ))}
        </fieldset>
      )}
      {isChart && (
        <div class="timeline-zoom">
          <button
            type="button"
            aria-label={WORDS.closer}
            title={`${WORDS.closer} (+)`}
            onClick={() => setView(closer(view))}
          >
            +
          </button>
          <button
            type="button"
            aria-label={WORDS.wider}
            title={`${WORDS.wider} (−)`}
            disabled={isWhole(view)}
            onClick={() => setView(wider(view))}
          >
            −
          </button>
          <button
            type="button"
            title={`${WORDS.fit} (0)`}
            disabled={isWhole(view)}
            onClick={() => setView(WHOLE)}
          >
            {WORDS.fit}
          </button>
        </div>
      )}
      {findings.length > 0 && (
        <label class="timeline-choice">
          {WORDS.finding}
          <select
            value={rule}
            onChange={({ currentTarget }) => change({ ...options, rule: Number(currentTarget.value) })}
          >
            {findings.map(({ title }, index) => (
              <option key={`${index} ${title}`} value={index}>
                {title}
              </option>
            ))}
            <option value={-1}>{WORDS.noFinding}</option>
          </select>
        </label>
      )}
      {hosts.length > 1 && (
        <label class="timeline-choice">
          {WORDS.host}
          <select
            value={host ?? ''}
            onChange={({ currentTarget: { value } }) => {
              const { host: _before, ...others } = options
              change(value === '' ? others : { ...others, host: value })
            }}
          >
            <option value="">{WORDS.allHosts}</option>
            {hosts.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <input type="checkbox" checked={isAll} onChange={() => change({ ...options, isAll: !isAll })} />{' '}
        {WORDS.minor}
      </label>
      {isChart && (
        <label>
          <input
            type="checkbox"
            checked={isShortened}
            onChange={() => change({ ...options, isShortened: !isShortened })}
          />{' '}
          {WORDS.quiet}
        </label>
      )}
    </div>
  )
}
