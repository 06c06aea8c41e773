import { useState } from 'preact/hooks'
import type { OomEvent } from '../../record/index.js'
import { type Composed, type CompositionRow, composed, percent, size } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { lookOf } from './looks.js'
import { Wide } from './wide.js'
import { WORDS } from './words.js'

/** What the limit or the RAM was filled with: drawn, and as a table. Nothing where the log does not tell. */
export function CompositionOf({ event }: { event: OomEvent }) {
  const found = composed(event)
  const [active, setActive] = useState<string>()
  if (found === undefined || found.rows.length === 0) return null
  return (
    <section class="oom-part oom-composition" aria-labelledby={`${event.id}-composition`}>
      <h3 id={`${event.id}-composition`}>{WORDS.composition}</h3>
      <Drawing found={found} active={active} setActive={setActive} />
      <Table event={event} found={found} active={active} setActive={setActive} />
    </section>
  )
}

interface Shown {
  readonly found: Composed
  readonly active: string | undefined
  setActive(name: string | undefined): void
}

const BAR = { top: 20, height: 34 }
const HEIGHT = 74

function Drawing({ found, active, setActive }: Shown) {
  const { whole, limitBytes, label } = found
  const most = Math.max(whole, limitBytes ?? 0)
  if (most <= 0) return null
  const drawn = found.rows
    .filter(({ bytes }) => bytes > 0)
    .toSorted((a, b) => Number(a.name.startsWith('free')) - Number(b.name.startsWith('free')))
  const percentOf = (bytes: number) => `${(100 * bytes) / most}%`
  let before = 0
  return (
    <svg
      class="oom-drawing"
      height={HEIGHT}
      role="img"
      aria-label={WORDS.drawn(
        `${WORDS.whole[label]} ${size(whole)}`,
        drawn.map((row) => said(row, whole)),
      )}
    >
      <Hatch />
      <rect class="oom-empty" x="0" y={BAR.top} width="100%" height={BAR.height} />
      {drawn.map((row) => {
        const x = before
        before += row.bytes
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table has the same and is reached by the keyboard
          <rect
            key={row.name}
            class={`oom-seg ${lookOf(row.name)} ${active === row.name ? 'oom-active' : ''}`}
            x={percentOf(x)}
            y={BAR.top}
            width={percentOf(Math.min(row.bytes, most - x))}
            height={BAR.height}
            onMouseEnter={() => setActive(row.name)}
            onMouseLeave={() => setActive(undefined)}
          >
            <title>{said(row, whole)}</title>
          </rect>
        )
      })}
      <Mark
        at={whole / most}
        from={BAR.top}
        to={BAR.top + BAR.height + 6}
        y={HEIGHT - 4}
        text={`${WORDS.whole[label]} ${size(whole)}`}
        look="oom-usage-mark"
      />
      {limitBytes !== undefined && (
        <Mark
          at={limitBytes / most}
          from={BAR.top - 6}
          to={BAR.top + BAR.height}
          y={12}
          text={WORDS.limitMark(size(limitBytes))}
          look="oom-limit-mark"
        />
      )}
    </svg>
  )
}

/** A line across the bar, with its words on the side that has room. */
function Mark(mark: { at: number; from: number; to: number; y: number; text: string; look: string }) {
  const { at, from, to, y, text, look } = mark
  const x = `${Math.min(99.8, 100 * at)}%`
  return (
    <g class={look}>
      <line x1={x} x2={x} y1={from} y2={to} />
      <text x={x} y={y} text-anchor={at > 0.4 ? 'end' : 'start'}>
        {text}
      </text>
    </g>
  )
}

/** What is in no counter has no colour. */
function Hatch() {
  return (
    <defs>
      <pattern
        id="oom-hatch"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect class="oom-hatch-ground" width="6" height="6" />
        <line class="oom-hatch-line" x1="0" x2="0" y1="0" y2="6" />
      </pattern>
    </defs>
  )
}

function Table({ event, found, active, setActive }: Shown & { event: OomEvent }) {
  const { rows, whole } = found
  return (
    <Wide label={WORDS.composition}>
      <table class="oom-table">
        <thead>
          <tr>
            <th scope="col">{WORDS.part}</th>
            <th scope="col" class="right">
              {WORDS.amount}
            </th>
            <th scope="col" class="right">
              {WORDS.share}
            </th>
            <th scope="col">{WORDS.readFrom}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.name}
              class={active === row.name ? 'oom-active' : ''}
              onMouseEnter={() => setActive(row.name)}
              onMouseLeave={() => setActive(undefined)}
              onFocusIn={() => setActive(row.name)}
              onFocusOut={() => setActive(undefined)}
            >
              <th scope="row">
                <svg class="oom-swatch" width="12" height="12" aria-hidden="true">
                  <rect class={`oom-seg ${lookOf(row.name)}`} width="12" height="12" />
                </svg>
                {row.name}
              </th>
              <td class="right">{size(row.bytes)}</td>
              <td class="right">{percent(row.bytes, whole) ?? ''}</td>
              <td>
                <Sources row={row} event={event} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

const SOURCES_SHOWN = 4

function Sources({ row: { printed }, event }: { row: CompositionRow; event: OomEvent }) {
  const shown = printed.slice(0, SOURCES_SHOWN)
  return (
    <>
      {shown.map(({ text, line }) =>
        line === undefined ? (
          <span key={text}>{text} </span>
        ) : (
          <span key={text}>
            <Lines input={event.source.input} line={line} figures={text.match(/\d{2,}/g) ?? []}>
              {text}
            </Lines>{' '}
          </span>
        ),
      )}
      {printed.length > shown.length ? '…' : ''}
    </>
  )
}

function said({ name, bytes }: CompositionRow, whole: number): string {
  const share = percent(bytes, whole)
  return `${name} ${size(bytes)}${share === undefined ? '' : ` ${share}`}`
}
