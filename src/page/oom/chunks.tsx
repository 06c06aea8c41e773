import type { Buddy, OomEvent } from '../../record/index.js'
import { size, zoneName } from '../../report/index.js'
import { Term } from '../ui/term.js'
import { LineCell, LineHead } from './line-column.js'
import { Wide } from './wide.js'
import { WORDS } from './words.js'

/** The free chunks of each zone by their size: a zone with much free memory in small pieces is seen at once. */
export function Chunks({ event }: { event: OomEvent }) {
  const buddy = event.scope === 'memcg' ? [] : (event.memInfo?.buddy ?? [])
  if (buddy.length === 0) return null
  const sizes = [...new Set(buddy.flatMap(({ chunks }) => chunks.map(({ bytes }) => bytes)))].sort(
    (a, b) => a - b,
  )
  const { requestBytes } = event.trigger
  return (
    <section class="oom-part oom-chunks" aria-labelledby={`${event.id}-chunks`}>
      <h3 id={`${event.id}-chunks`}>
        <Term word="buddy">{WORDS.chunks}</Term>
      </h3>
      <p class="oom-note">{WORDS.chunksNote}</p>
      <Wide label={WORDS.chunks}>
        <table class="oom-table oom-heat">
          <thead>
            <tr>
              <th scope="col">{WORDS.zone}</th>
              {sizes.map((bytes, order) => (
                <th
                  key={bytes}
                  scope="col"
                  class={`right ${bytes === requestBytes ? 'oom-asked' : ''}`}
                  title={WORDS.chunkOf(size(bytes), order)}
                >
                  {shortSize(bytes)}
                  {bytes === requestBytes && <small>{WORDS.asked}</small>}
                </th>
              ))}
              <th scope="col" class="right">
                {WORDS.inAll}
              </th>
              <LineHead />
            </tr>
          </thead>
          <tbody>
            {buddy.map((zone) => (
              <tr key={zoneName(zone)}>
                <th scope="row">{zoneName(zone)}</th>
                {sizes.map((bytes) => (
                  <Chunk key={bytes} zone={zone} bytes={bytes} />
                ))}
                <td class="right">{size(zone.totalBytes)}</td>
                <LineCell input={event.source.input} line={zone.line} />
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  )
}

/** How many there are; the darker the more of the zone's free memory they are. */
function Chunk({ zone: { chunks, totalBytes }, bytes }: { zone: Buddy; bytes: number }) {
  const chunk = chunks.find((one) => one.bytes === bytes)
  if (chunk === undefined) return <td />
  const { count, migrateTypes = [] } = chunk
  const share = totalBytes === 0 ? 0 : (count * bytes) / totalBytes
  return (
    <td
      class={count === 0 ? 'right oom-none' : 'right'}
      style={{ '--heat': `${Math.round(100 * Math.min(1, share))}%` }}
    >
      {count}
      {migrateTypes.length > 0 && <small>{migrateTypes.join('')}</small>}
    </td>
  )
}

/** Chunks are powers of two: `4K`, `2M`. */
function shortSize(bytes: number): string {
  return bytes < 1024 ** 2 ? `${bytes / 1024}K` : `${bytes / 1024 ** 2}M`
}
