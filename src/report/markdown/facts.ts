import type { MemcgCounter, OomEvent } from '../../record/index.js'
import { limitSize, percent, sizeAndKilobytes } from '../bytes.js'
import { doubts } from '../doubts.js'
import { machine } from '../machine.js'
import { moment } from '../moment.js'
import { lines } from '../oom-block.js'
import { place } from '../place.js'
import { trigger } from '../trigger.js'
import { COUNTERS } from '../usage.js'
import { victims } from '../victims.js'
import { code, inline } from './escape.js'
import { fieldsOf, PAPER } from './fields.js'
import { factTable } from './table.js'

/** What the first lines of a report say of an OOM, as a table: when, where, at whose limit, who died, who asked. */
export function facts(event: OomEvent): string[] {
  const { at, source, alsoIn = [], host, kernel, cgroup = {}, scope, memInfo, pageSizeBytes } = event
  const { possibleVictims: _, ...certain } = event
  const first = { ...certain, victims: event.victims.slice(0, 1) }
  return factTable([
    ['when', inline(moment(at) ?? 'the log has no time')],
    ['where', [source, ...alsoIn.slice(0, 4)].map((one) => code(lines(one))).join('<br>')],
    ['host', host === undefined ? '' : code(host)],
    ['kernel', kernel?.release === undefined ? '' : code(kernel.release)],
    ...fieldsOf(place(PAPER, event)),
    ...COUNTERS.flatMap(([key, title]) => {
      const counter = cgroup[key]
      return counter === undefined ? [] : [[title, usage(counter)] as const]
    }),
    ...(scope === 'memcg' || memInfo === undefined ? [] : fieldsOf(machine(PAPER, memInfo, pageSizeBytes))),
    ...fieldsOf(victims(PAPER, first)),
    ...fieldsOf(trigger(PAPER, event.trigger, pageSizeBytes)),
    ...fieldsOf(doubts(PAPER, event)),
  ])
}

/** `4194304 kB (4.00 GiB) of …`: to the kB, because limits are compared with others. */
function usage({ usageBytes, limitBytes, failcnt }: MemcgCounter): string {
  const words = [
    [usageBytes, limitBytes]
      .map((one) => (one === 'unlimited' ? limitSize(one) : sizeAndKilobytes(one)))
      .join(' of '),
    usageBytes === 'unlimited' || limitBytes === 'unlimited' ? '' : (percent(usageBytes, limitBytes) ?? ''),
    failcnt === undefined ? '' : `failcnt ${failcnt}`,
  ]
  return inline(words.filter((word) => word !== '').join(', '))
}
