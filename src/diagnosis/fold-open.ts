import type { Finding } from '../record/index.js'
import { MOST_SHOWN } from './evidence.js'

/** What cannot be told for the same reason is said once for all events: a crash loop would say it thousands of times. */
export function foldOpen(findings: readonly Finding[]): Finding[] {
  const folded: Finding[] = []
  const open = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (finding.verdict !== 'cannot-tell') {
      folded.push(finding)
      continue
    }
    const key = JSON.stringify([finding.title, finding.missing])
    const same = open.get(key)
    if (same === undefined) open.set(key, [finding])
    else same.push(finding)
  }
  for (const same of open.values()) {
    const [first, ...others] = same
    if (first === undefined) continue
    if (others.length === 0) folded.push(first)
    else
      folded.push({
        ...first,
        summary: `${first.summary} The same holds for ${others.length} more.`,
        events: same.flatMap(({ events }) => events),
        evidence: same.slice(0, MOST_SHOWN).flatMap(({ evidence }) => evidence),
      })
  }
  return folded
}
