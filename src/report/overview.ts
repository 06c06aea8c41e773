import type { OomEvent } from '../record/index.js'
import { counted, limitSize } from './bytes.js'
import { cutMiddle } from './columns.js'
import { shortMoment } from './moment.js'
import { name } from './name.js'
import { shortPlace } from './place.js'
import type { Sheet } from './sheet.js'
import { table } from './table.js'

const OFTEN_SHOWN = 5

/** Several OOMs at a glance: one line each. */
export function overview(sheet: Sheet, ooms: readonly OomEvent[], manyInputs: boolean): string[] {
  const { head, lines } = table<OomEvent>(
    [
      { title: 'id', cell: ({ id }) => id },
      { title: 'when', cell: ({ at }) => shortMoment(at), drop: 2 },
      { title: 'host', cell: ({ host }) => host ?? '', drop: 3, least: 8 },
      { title: 'victim', cell: victimOf, least: 24 },
      { title: 'limit of', cell: shortPlace, least: 20 },
      { title: 'limit', cell: limitOf, right: true },
      { title: 'log', cell: ({ source }) => where(source, manyInputs), drop: 4, least: 14 },
    ],
    ooms,
    sheet.width,
  )
  const inputs = new Set(ooms.map(({ source }) => source.input)).size
  const title = `${ooms.length} OOMs${inputs > 1 ? ` in ${inputs} logs` : ''}`
  return [sheet.paint('bold', title), '', sheet.paint('dim', head), ...lines, ...often(sheet, ooms)]
}

/** Who dies again and again, where the table is too long to see it. */
function often(sheet: Sheet, ooms: readonly OomEvent[]): string[] {
  if (ooms.length <= 20) return []
  const counts = new Map<string, number>()
  for (const oom of ooms) {
    const key = `${comm(oom)}, limit of ${shortPlace(oom)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const most = [...counts]
    .filter(([, count]) => count > 1)
    .sort((a, b) => b[1] - a[1])
    .slice(0, OFTEN_SHOWN)
  return most.length === 0
    ? []
    : ['', ...most.map(([key, count]) => cutMiddle(`${counted(count, 'time')}: ${key}`, sheet.width))]
}

function victimOf(oom: OomEvent): string {
  const { victims, outcome } = oom
  if (outcome === 'panic') return '(panic)'
  if (outcome === 'no-killable-process') return '(nothing to kill)'
  const [first, ...others] = victims
  if (first === undefined) return '(unknown)'
  return `${name(first.comm)} ${first.pid}${others.length === 0 ? '' : ` +${others.length}`}`
}

function comm({ victims: [first], outcome }: OomEvent): string {
  return first === undefined ? `(${outcome})` : name(first.comm)
}

/** Swap limits are hit as well, but which one it was the kernel does not say: the memory limit is what people set. */
function limitOf({ cgroup }: OomEvent): string {
  return cgroup?.memory === undefined ? '' : limitSize(cgroup.memory.limitBytes)
}

function where({ input, firstLine, lastLine }: OomEvent['source'], manyInputs: boolean): string {
  return manyInputs
    ? `${input}:${firstLine}`
    : firstLine === lastLine
      ? String(firstLine)
      : `${firstLine}-${lastLine}`
}
