import { useState } from 'preact/hooks'
import type { Cgroup, MemcgStats, OomEvent } from '../../record/index.js'
import { COUNTERS, limitSize, percent, size, sizeAndKilobytes } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { Term } from '../ui/term.js'
import { type CgroupNode, cgroupTree } from './cgroup-tree.js'
import { printedForms } from './cited.js'
import { LineCell, LineHead } from './line-column.js'
import { type StatValue, statValues } from './stat-values.js'
import { Wide } from './wide.js'
import { WORDS } from './words.js'

/** Whose limit was hit, what was used of it, and where in the tree that is. */
export function Cgroups({ event }: { event: OomEvent }) {
  const { cgroup } = event
  const root = cgroup === undefined ? undefined : cgroupTree(cgroup)
  if (cgroup === undefined || (root === undefined && !hasCounters(cgroup))) return null
  return (
    <section class="oom-part oom-cgroups" aria-labelledby={`${event.id}-cgroups`}>
      <h3 id={`${event.id}-cgroups`}>{WORDS.cgroups}</h3>
      <Counters event={event} cgroup={cgroup} />
      {root !== undefined && (
        <ul class="oom-tree">
          <Node node={root} event={event} />
        </ul>
      )}
    </section>
  )
}

function hasCounters(cgroup: Cgroup): boolean {
  return COUNTERS.some(([key]) => cgroup[key] !== undefined)
}

const WORD_OF: Readonly<Record<string, string>> = {
  memory: 'memory:',
  'memory+swap': 'memory+swap',
  swap: 'swap:',
  kmem: 'kmem',
}

function Counters({ event, cgroup }: { event: OomEvent; cgroup: Cgroup }) {
  const counters = COUNTERS.flatMap(([key, title]) => {
    const counter = cgroup[key]
    return counter === undefined ? [] : [{ title, ...counter }]
  })
  const { minProtectionBytes: min, lowProtectionBytes: low } = cgroup
  const protection = [
    ...(min === undefined ? [] : [`min ${size(min)}`]),
    ...(low === undefined ? [] : [`low ${size(low)}`]),
  ]
  if (counters.length === 0) return null
  const hasFailcnt = counters.some(({ failcnt }) => failcnt !== undefined)
  return (
    <Wide label={WORDS.counters}>
      <table class="oom-table oom-counters">
        <caption class="unseen">{WORDS.counters}</caption>
        <thead>
          <tr>
            <th scope="col">{WORDS.counter}</th>
            <th scope="col" class="right">
              <Term word="usage">{WORDS.usage}</Term>
            </th>
            <th scope="col" class="right">
              <Term word="limit">{WORDS.limit}</Term>
            </th>
            <th scope="col" class="right">
              {WORDS.ofLimit}
            </th>
            {hasFailcnt && (
              <th scope="col" class="right">
                <Term word="failcnt" />
              </th>
            )}
            <LineHead />
          </tr>
        </thead>
        <tbody>
          {counters.map(({ title, usageBytes, limitBytes, failcnt, line }) => (
            <tr key={title}>
              <th scope="row">
                <Term word={WORD_OF[title] ?? title}>{title}</Term>
              </th>
              <td class="right">{inFull(usageBytes)}</td>
              <td class="right">{inFull(limitBytes)}</td>
              <td class="right">
                {typeof usageBytes === 'number' && typeof limitBytes === 'number'
                  ? percent(usageBytes, limitBytes)
                  : ''}
              </td>
              {hasFailcnt && <td class="right">{failcnt}</td>}
              <LineCell
                input={event.source.input}
                line={line}
                figures={typeof limitBytes === 'number' ? printedForms(limitBytes, event.pageSizeBytes) : []}
              />
            </tr>
          ))}
        </tbody>
      </table>
      {protection.length > 0 && (
        <p class="oom-note">
          <Term word="min protection">{WORDS.protection}</Term> {protection.join(', ')}
        </p>
      )}
    </Wide>
  )
}

function inFull(amount: number | 'unlimited'): string {
  return amount === 'unlimited' ? limitSize(amount) : sizeAndKilobytes(amount)
}

const CHILDREN_SHOWN = 20

function Node({ node, event }: { node: CgroupNode; event: OomEvent }) {
  const [isAll, setAll] = useState(false)
  const children = node.children.toSorted((a, b) => heldIn(b) - heldIn(a))
  const shown = isAll ? children : children.slice(0, CHILDREN_SHOWN)
  const left = children.length - shown.length
  return (
    <li>
      <div class={`oom-node ${node.roles.includes('limit-owner') ? 'oom-limit-owner' : ''}`}>
        <code title={node.path}>{node.name}</code>
        {node.whose !== undefined && <span class="oom-whose">{node.whose}</span>}
        {node.roles.map((role) => (
          <b key={role} class={`oom-mark ${role === 'limit-owner' ? '' : 'oom-trigger'}`}>
            {WORDS.roles[role]}
          </b>
        ))}
        {node.roles.includes('limit-owner') && event.cgroup?.memory !== undefined && (
          <span class="oom-amount">
            {limitSize(event.cgroup.memory.usageBytes)} of {limitSize(event.cgroup.memory.limitBytes)}
          </span>
        )}
        {node.stats !== undefined && <Stats stats={node.stats} path={node.path} event={event} />}
      </div>
      {shown.length > 0 && (
        <ul>
          {shown.map((child) => (
            <Node key={child.path} node={child} event={event} />
          ))}
          {left > 0 && (
            <li>
              <button type="button" class="oom-fold" onClick={() => setAll(true)}>
                {WORDS.moreCgroups(left)}
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}

/** For the order alone: what the largest value of a cgroup or of one below it is; those that matter come first. */
function heldIn({ stats, roles, children }: CgroupNode): number {
  if (roles.length > 0) return Number.POSITIVE_INFINITY
  const own = Object.values(stats?.bytes ?? {}).reduce<number>(
    (most, value) => (typeof value === 'number' ? Math.max(most, value) : most),
    0,
  )
  return children.reduce((most, child) => Math.max(most, heldIn(child)), own)
}

function Stats({ stats, path, event }: { stats: MemcgStats; path: string; event: OomEvent }) {
  const { some, zero } = statValues(stats)
  return (
    <details class="oom-stats">
      <summary aria-label={WORDS.statsOf(path)}>{WORDS.stats}</summary>
      <dl>
        {some.map((value) => (
          <div key={value.name}>
            <dt>
              <Term word={value.name} />
            </dt>
            <dd>
              {value.line === undefined ? (
                amount(value)
              ) : (
                <Lines
                  input={event.source.input}
                  line={value.line}
                  figures={
                    typeof value.bytes === 'number' ? printedForms(value.bytes, event.pageSizeBytes) : []
                  }
                >
                  {amount(value)}
                </Lines>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {zero.length > 0 && (
        <p class="oom-note">
          {WORDS.zero}: {zero.map(({ name }) => name).join(', ')}
        </p>
      )}
    </details>
  )
}

function amount({ bytes, count }: StatValue): string {
  return bytes === undefined ? String(count) : limitSize(bytes)
}
