import type { Completeness, DumpPart } from '../record/completeness.js'
import type { Scope } from '../record/oom.js'
import type { Draft } from './draft.js'
import type { Gathering } from './gathering.js'

/** What a dump of this kind has and this one lacks. */
export function completenessOf(dump: Gathering, scope: Scope): Completeness {
  const missing =
    dump.kind === 'allocation' ? missingOfAllocation(dump.draft) : missingOfOom(dump.draft, scope)
  return {
    complete:
      missing.length === 0 && dump.lostLines === 0 && !dump.draft.problems.some(({ code }) => CUTS.has(code)),
    missing,
    foreignLines: dump.foreignLines,
    lostLines: dump.lostLines,
    unexplained: dump.unexplained,
  }
}

const CUTS = new Set(['cut-line', 'ambiguous-lines', 'interrupted'])

function missingOfOom(draft: Draft, scope: Scope): DumpPart[] {
  const { seen, panic, noKillable, victims, possibleVictims, rows } = draft
  const missing: DumpPart[] = []
  if (!seen.has('invocation')) missing.push('invocation')
  if (!seen.has('identity') && !seen.has('frame')) missing.push('call-trace')
  if (scope === 'memcg') {
    if (!seen.has('memcg-counter')) missing.push('memcg-counters')
  } else if (!seen.has('zone') && !seen.has('global-counters')) missing.push('mem-info')
  if (rows.length === 0 && !(noKillable === true && seen.has('table-header'))) missing.push('task-table')
  const ended = panic !== undefined || noKillable === true
  if (!ended && hasSummary(draft) && !seen.has('oom-kill')) missing.push('constraint-line')
  if (!ended && victims.length === 0 && possibleVictims.length === 0) missing.push('kill-line')
  return missing
}

/**
 * Whether the kernel prints the summary: 5.4 and later end the kill line in `pgtables:… oom_score_adj:…`; where that is
 * lost, a titled table (4.19+) under a head without a cpuset line (5.0+) tells.
 */
function hasSummary({ victims, seen }: Draft): boolean {
  if (
    victims.some(({ oomScoreAdj, pgtablesBytes }) => oomScoreAdj !== undefined && pgtablesBytes !== undefined)
  )
    return true
  return seen.has('table-title') && seen.has('invocation') && seen.has('identity') && !seen.has('cpuset')
}

function missingOfAllocation({ seen, allocation }: Draft): DumpPart[] {
  const missing: DumpPart[] = []
  if (allocation?.kind === 'slub') return missing
  if (!seen.has('identity') && !seen.has('frame')) missing.push('call-trace')
  if (!seen.has('zone') && !seen.has('global-counters')) missing.push('mem-info')
  return missing
}
