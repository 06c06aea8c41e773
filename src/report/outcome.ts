import type { OomEvent } from '../record/index.js'
import { counted } from './bytes.js'
import { process } from './name.js'
import type { Style } from './paint.js'

/** The end of it in a few words: `killed`, `kernel panic`, and who or why. */
export function outcome(event: OomEvent): { verdict: string; who: string; style: Style } {
  const { victims, possibleVictims = [] } = event
  const [first, ...others] = victims
  switch (event.outcome) {
    case 'panic':
      return { verdict: 'KERNEL PANIC', who: event.panic ?? '', style: 'red' }
    case 'no-killable-process':
      return { verdict: 'NOTHING TO KILL', who: 'no process may be killed', style: 'red' }
    case 'killed':
      if (first !== undefined)
        return { verdict: 'killed', who: `${process(first)}${more(others)}`, style: 'red' }
      return { verdict: 'killed', who: chosen(event), style: 'red' }
    case 'unknown':
      return {
        verdict: 'end unknown',
        who: possibleVictims.length > 0 ? 'see the possible victims' : chosen(event),
        style: 'yellow',
      }
    default:
      return event.outcome satisfies never
  }
}

/** The summary line names the choice also where the kill line is lost. */
function chosen({ constraint }: OomEvent): string {
  if (constraint?.task === undefined) return 'the kill line is not in this log'
  return `${process({ comm: constraint.task, pid: constraint.pid })} was chosen; the kill line is not in this log`
}

function more(others: readonly unknown[]): string {
  return others.length === 0 ? '' : ` and ${counted(others.length, 'more process', 'more processes')}`
}
