import type { OomEvent, Source } from '../record/index.js'
import { doubts } from './doubts.js'
import { machine } from './machine.js'
import { moment } from './moment.js'
import { place } from './place.js'
import { field, path, type Sheet } from './sheet.js'
import { tasks } from './tasks.js'
import { trigger } from './trigger.js'
import { usage } from './usage.js'
import { victims } from './victims.js'

/** The figures of an OOM: when and where, the limit and its cgroup, who died and who asked, the tasks, what is uncertain. */
export function oomFigures(sheet: Sheet, event: OomEvent, top: number): string[] {
  const { cgroup, memInfo, scope, pageSizeBytes } = event
  return [
    ...field(sheet, 'when', moment(event.at) ?? 'the log has no time'),
    ...field(sheet, 'where', ...readings(sheet, event)),
    ...hostOf(sheet, event),
    '',
    ...place(sheet, event),
    ...(cgroup === undefined ? [] : usage(sheet, cgroup)),
    ...(scope === 'memcg' || memInfo === undefined ? [] : machine(sheet, memInfo, pageSizeBytes)),
    '',
    ...victims(sheet, event),
    ...trigger(sheet, event.trigger, pageSizeBytes),
    ...tasks(sheet, event, top),
    ...withGap(doubts(sheet, event)),
  ]
}

const READINGS_SHOWN = 4

/** Where the event stands: the reading that the record is made of, and the others. */
function readings(sheet: Sheet, { source, alsoIn = [] }: OomEvent): string[] {
  const shown = [source, ...alsoIn].slice(0, READINGS_SHOWN).map((one) => path(sheet, lines(one)))
  const left = 1 + alsoIn.length - shown.length
  return left === 0 ? shown : [...shown, `and in ${left} more logs`]
}

export function lines({ input, firstLine, lastLine }: Source): string {
  return `${input}:${firstLine}${lastLine > firstLine ? `-${lastLine}` : ''}`
}

/** `host       node-03, kernel 6.1.0-50-cloud-amd64` */
function hostOf(sheet: Sheet, { host, kernel }: OomEvent): string[] {
  const release = kernel?.release
  if (host === undefined) return field(sheet, 'kernel', release ?? '')
  return field(sheet, 'host', release === undefined ? host : `${host}, kernel ${release}`)
}

function withGap(block: readonly string[]): string[] {
  return block.length === 0 ? [] : ['', ...block]
}
