import type { ComponentChild } from 'preact'
import { type ZoneFigures, zoneFigures } from '../../figures/index.js'
import type { OomEvent, ZoneMemory } from '../../record/index.js'
import { size, ZONE_COLUMNS, zoneName } from '../../report/index.js'
import { Term } from '../ui/term.js'
import { LineCell, LineHead } from './line-column.js'
import { scaleFor } from './scale.js'
import { Wide } from './wide.js'
import { WORDS } from './words.js'

const MARKS = ['min', 'low', 'high'] as const
const EXPLAINED: ReadonlySet<string> = new Set(['free', 'min', 'low', 'high', 'managed'])

/** Each zone against its marks, as the request saw it. Nothing for the limit of a cgroup: no zone was short then. */
export function Zones({ event }: { event: OomEvent }) {
  const all = event.scope === 'memcg' ? [] : (zoneFigures(event)?.zones ?? [])
  if (all.length === 0) return null
  const [first, ...columns] = ZONE_COLUMNS.filter(({ cell }) => all.some((zone) => cell(zone) !== ''))
  const boosted = all.some(({ zone }) => (zone.bytes.boost ?? 0) > 0)
  return (
    <section class="oom-part oom-zones" aria-labelledby={`${event.id}-zones`}>
      <h3 id={`${event.id}-zones`}>{WORDS.zones}</h3>
      <p class="oom-note">{WORDS.zonesNote}</p>
      <p class="oom-note oom-legend" aria-hidden="true">
        {WORDS.zoneLegend}
        {['free', ...MARKS].map((mark) => (
          <span key={mark}>
            <svg width="14" height="12" aria-hidden="true">
              {mark === 'free' ? (
                <rect class="oom-zone-free" y="1" width="14" height="10" />
              ) : (
                <line class={`oom-zone-${mark}`} x1="7" x2="7" y1="0" y2="12" />
              )}
            </svg>
            {mark}
          </span>
        ))}
      </p>
      <Wide label={WORDS.zones}>
        <table class="oom-table">
          <thead>
            <tr>
              <th scope="col">{first?.title}</th>
              <td />
              {columns.map(({ title, right }) =>
                title === '' ? (
                  <td key={title} />
                ) : (
                  <th key={title} scope="col" class={right ? 'right' : ''}>
                    <Headed title={title} />
                  </th>
                ),
              )}
              {boosted && (
                <th scope="col" class="right">
                  <Term word="boost" />
                </th>
              )}
              <LineHead />
            </tr>
          </thead>
          <tbody>
            {all.map((figures) => (
              <tr key={zoneName(figures.zone)} class={figures.access === 'yes' ? '' : 'oom-aside'}>
                <th scope="row">{first?.cell(figures)}</th>
                <td class="oom-zone-cell">
                  <Bar figures={figures} />
                </td>
                {columns.map(({ title, cell, right }) => (
                  <td key={title} class={right ? 'right' : ''}>
                    {cell(figures)}
                  </td>
                ))}
                {boosted && <td class="right">{boostOf(figures.zone)}</td>}
                <LineCell input={event.source.input} line={figures.zone.line} />
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  )
}

function Headed({ title }: { title: string }): ComponentChild {
  if (title === 'reserve') return <Term word="lowmem_reserve">{title}</Term>
  return EXPLAINED.has(title) ? <Term word={title} /> : title
}

/** Free memory as a bar, the marks as lines across it. */
function Bar({ figures: { zone, access } }: { figures: ZoneFigures }) {
  const { free } = zone.bytes
  const marks = MARKS.flatMap((name) => {
    const bytes = zone.bytes[name]
    return bytes === undefined ? [] : [{ name, bytes }]
  })
  const scale = scaleFor([...(free === undefined ? [] : [free]), ...marks.map(({ bytes }) => bytes)])
  if (scale === undefined || free === undefined) return null
  const x = (bytes: number) => `${100 * scale.at(bytes)}%`
  const words = [{ name: 'free', bytes: free }, ...marks].map(({ name, bytes }) => `${name} ${size(bytes)}`)
  return (
    <svg class="oom-zone" height="20" role="img" aria-label={WORDS.zoneBar(zoneName(zone), words)}>
      <rect class="oom-empty" y="3" width="100%" height="14" />
      <rect class={access === 'yes' ? 'oom-zone-free' : 'oom-zone-aside'} y="3" width={x(free)} height="14" />
      {marks.map(({ name, bytes }) => (
        <line key={name} class={`oom-zone-${name}`} x1={x(bytes)} x2={x(bytes)} y1="0" y2="20" />
      ))}
      {scale.kind === 'log' && (
        <text class="oom-zone-scale" x="99%" y="14" text-anchor="end">
          {WORDS.logScale}
        </text>
      )}
    </svg>
  )
}

function boostOf({ bytes: { boost } }: ZoneMemory): string {
  return boost === undefined ? '' : size(boost)
}
