import type { DumpEvent, Finding, OomEvent } from '../record/index.js'
import type { Rule } from './rule.js'

/** A line of the dump that an answer rests on. Numbers outside of brackets stand in that line as they are written here. */
export interface SaidLine {
  readonly line: number | undefined
  readonly says: string
}

/** What a rule says of one dump. */
export interface Answer extends Pick<Finding, 'verdict' | 'title' | 'summary' | 'next'> {
  /** Lines that are not known are left out. */
  readonly lines: readonly SaidLine[]
  readonly figures?: Finding['figures']
  readonly missing?: readonly string[]
  readonly overturnedBy?: string
  readonly references?: readonly string[]
}

/** A rule that looks at one dump at a time, and can be asked as soon as the dump is read. */
export interface DumpRule extends Rule {
  decideDump(dump: DumpEvent): Finding[]
}

interface Definition<Dump> extends Pick<Rule, 'id' | 'question' | 'needs'> {
  readonly references: readonly string[]
  /** What can be said of the dump; undefined where the question does not arise. */
  decide(dump: Dump): Answer | undefined
}

/** A rule on the OOM alone. */
export function oomRule(definition: Definition<OomEvent>): DumpRule {
  return ruleOn(definition, (dump) => (dump.type === 'oom' ? definition.decide(dump) : undefined))
}

/** A rule that holds for an OOM as for an allocation that failed: both print the same Mem-Info. */
export function shortageRule(definition: Definition<DumpEvent>): DumpRule {
  return ruleOn(definition, (dump) => definition.decide(dump))
}

function ruleOn(
  { id, question, needs, references }: Omit<Definition<never>, 'decide'>,
  answer: (dump: DumpEvent) => Answer | undefined,
): DumpRule {
  const decideDump = (dump: DumpEvent): Finding[] => {
    const said = answer(dump)
    return said === undefined ? [] : [findingOf(id, dump, { references, ...said })]
  }
  return {
    id,
    question,
    needs,
    decideDump,
    decide: (one) =>
      [...one.of('oom'), ...one.of('page-allocation-failure')].flatMap((dump) => decideDump(dump)),
  }
}

function findingOf(rule: string, dump: DumpEvent, answer: Answer): Finding {
  const { verdict, title, summary, lines, figures, missing, overturnedBy, next, references } = answer
  return {
    rule,
    verdict,
    title,
    summary,
    events: [dump.id],
    evidence: evidenceOf(dump, lines),
    missing: [...(missing ?? [])],
    ...(overturnedBy === undefined ? {} : { overturnedBy }),
    next: [...next],
    references: [...(references ?? [])],
    ...(figures === undefined ? {} : { figures }),
  }
}

/** The lines in their order; what is said of one line is said together. */
function evidenceOf({ source, at }: DumpEvent, lines: readonly SaidLine[]): Finding['evidence'] {
  const said = new Map<number, string[]>()
  for (const { line, says } of lines) {
    if (line === undefined) continue
    const same = said.get(line)
    if (same === undefined) said.set(line, [says])
    else if (!same.includes(says)) same.push(says)
  }
  if (said.size === 0) said.set(source.firstLine, ['the dump'])
  return [...said]
    .sort(([a], [b]) => a - b)
    .map(([line, texts]) => ({
      input: source.input,
      line,
      ...(line === source.firstLine ? { at } : {}),
      says: texts.join('; '),
    }))
}

export function isDumpRule(rule: Rule): rule is DumpRule {
  return 'decideDump' in rule
}
