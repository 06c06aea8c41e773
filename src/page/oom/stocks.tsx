import type { Hugepages, OomEvent, SlabCache } from '../../record/index.js'
import { size } from '../../report/index.js'
import { Term } from '../ui/term.js'
import { LineCell } from './line-column.js'
import { Wide } from './wide.js'
import { WORDS } from './words.js'

/** What the kernel and huge pages hold, where the dump lists it. */
export function Stocks({ event }: { event: OomEvent }) {
  const { unreclaimableSlab = [], hugepages = [] } = event.memInfo ?? {}
  if (event.scope === 'memcg') return null
  return (
    <>
      <Slab event={event} caches={unreclaimableSlab} />
      <Huge event={event} pools={hugepages.filter(({ total }) => total > 0)} />
    </>
  )
}

function Slab({ event, caches }: { event: OomEvent; caches: readonly SlabCache[] }) {
  if (caches.length === 0) return null
  const sorted = caches.toSorted((a, b) => b.totalBytes - a.totalBytes)
  const most = sorted[0]?.totalBytes ?? 0
  return (
    <section class="oom-part" aria-labelledby={`${event.id}-slab`}>
      <h3 id={`${event.id}-slab`}>
        <Term word="slab_unreclaimable">{WORDS.slab}</Term>
      </h3>
      <Plain
        label={WORDS.slab}
        head={['name', 'used', 'total', WORDS.line]}
        rows={sorted.map(({ name, usedBytes, totalBytes, line }) => ({
          key: `${name} ${line}`,
          cells: [name, size(usedBytes), size(totalBytes)],
          share: most === 0 ? 0 : totalBytes / most,
          line,
        }))}
        input={event.source.input}
      />
    </section>
  )
}

function Huge({ event, pools }: { event: OomEvent; pools: readonly Hugepages[] }) {
  if (pools.length === 0) return null
  return (
    <section class="oom-part" aria-labelledby={`${event.id}-huge`}>
      <h3 id={`${event.id}-huge`}>
        <Term word="hugepages_total">{WORDS.hugepages}</Term>
      </h3>
      <Plain
        label={WORDS.hugepages}
        head={['pool', 'total', 'free', 'surplus', 'in all', WORDS.line]}
        rows={pools.map(({ node, sizeBytes, total, free, surplus, line }) => ({
          key: `${node} ${sizeBytes}`,
          cells: [
            `${node === undefined ? '' : `node ${node}, `}${size(sizeBytes)}`,
            String(total),
            String(free),
            String(surplus),
            size(total * sizeBytes),
          ],
          line,
        }))}
        input={event.source.input}
      />
    </section>
  )
}

interface PlainRow {
  readonly key: string
  readonly cells: readonly string[]
  readonly share?: number
  readonly line: number | undefined
}

function Plain({
  label,
  head,
  rows,
  input,
}: {
  label: string
  head: readonly string[]
  rows: readonly PlainRow[]
  input: string
}) {
  return (
    <Wide label={label} short>
      <table class="oom-table">
        <thead>
          <tr>
            {head.map((title, index) => (
              <th key={title} scope="col" class={index === 0 ? '' : 'right'}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, share, line }) => (
            <tr key={key}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={head[index]} scope="row">
                    <code>{cell}</code>
                  </th>
                ) : (
                  <td key={head[index]} class="right">
                    {index === cells.length - 1 && share !== undefined ? (
                      <span class="oom-barred" style={{ '--share': `${100 * share}%` }}>
                        {cell}
                      </span>
                    ) : (
                      cell
                    )}
                  </td>
                ),
              )}
              <LineCell input={input} line={line} />
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}
