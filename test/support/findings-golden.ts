import type { Finding } from '../../src/record/index.js'

/**
 * Findings as text to be read beside the log: all that one says, in the order of the document. Where a case has the same answer
 * many times (a burst of OOMs, each at the limit of its pod), the first one stands in full and the others as their titles.
 */
export function findingsText(findings: readonly Finding[]): string {
  const told = new Set<string>()
  const texts = findings.map((finding) => {
    const { rule, verdict, title, summary } = finding
    const likeness = [rule, verdict, title, summary]
      .map((text) => text.replace(/[\da-f_-]{4,}|\d+(?:\.\d+)?/g, '#'))
      .join()
    const isTold = told.has(likeness)
    told.add(likeness)
    return isTold ? heading(finding) : whole(finding)
  })
  return FENCE + (texts.length === 0 ? 'no findings\n' : texts.map(visible).join('\n')) + FENCE
}

/** Longer than a run of backticks that a name might have. */
const FENCE = `${'`'.repeat(20)}\n`

function visible(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`)
}

function whole(finding: Finding): string {
  const { summary, evidence, missing, overturnedBy, next, references, figures } = finding
  const lines = [
    summary,
    ...evidence.map(({ input, line, at, says }) => `${input}:${line} ${at?.iso ?? ''} ${says}`),
    ...missing.map((one) => `missing: ${one}`),
    ...(overturnedBy === undefined ? [] : [`wrong if: ${overturnedBy}`]),
    ...next.map((one) => `next: ${one}`),
    ...references.map((one) => `see: ${one}`),
    ...(figures === undefined ? [] : [`figures: ${JSON.stringify(figures)}`]),
  ]
  return `${heading(finding)}${lines.map((line) => `  ${line}\n`).join('')}`
}

function heading({ rule, verdict, title, events }: Finding): string {
  return `${verdict} ${rule} [${events.join(' ')}] ${title}\n`
}
