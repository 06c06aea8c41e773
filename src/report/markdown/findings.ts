import type { Finding } from '../../record/index.js'
import { stamp } from '../stamp.js'
import { block, code, inline, prose } from './escape.js'

const EVIDENCE_SHOWN = 12
const VERDICTS: Readonly<Record<Finding['verdict'], string>> = {
  confirmed: 'Confirmed',
  likely: 'Likely',
  possible: 'Possible',
  'cannot-tell': 'Cannot tell',
}

/** What follows, as a list: how sure it is, the lines that it rests on, what would prove it wrong, what to run next. */
export function findingList(found: readonly Finding[]): string[] {
  return found.flatMap((finding) => [
    `- **${VERDICTS[finding.verdict]}:** ${inline(finding.title)} (${code(finding.rule)})  `,
    `  ${prose(finding.summary)}`,
    ...evidence(finding.evidence),
    ...sub('Missing', finding.missing),
    ...sub('Wrong if', finding.overturnedBy === undefined ? [] : [finding.overturnedBy]),
    ...commands(finding.next),
  ])
}

/** The time of each line only where they are of several. */
function evidence(all: Finding['evidence']): string[] {
  const isTimed = new Set(all.map(timeOf)).size > 1
  const left = all.length - EVIDENCE_SHOWN
  return [
    ...all.slice(0, EVIDENCE_SHOWN).map((one) => {
      const when = timeOf(one)
      return `  - ${code(`${one.input}:${one.line}`)} ${isTimed && when !== '' ? `${code(when)} ` : ''}${inline(one.says)}`
    }),
    ...(left > 0 ? [`  - and ${left} more`] : []),
  ]
}

function timeOf({ at }: Finding['evidence'][number]): string {
  return at === undefined ? '' : stamp(at)
}

function sub(label: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`  - ${label}: ${texts.map(inline).join('; ')}`]
}

/** Commands are copied: each is code of its own. */
function commands(next: readonly string[]): string[] {
  if (next.length === 0) return []
  return ['  - Next:', ...block(next).map((line) => `    ${line}`)]
}
