import type { At, Finding } from '../record/index.js'
import type { Case } from './case.js'
import type { Rule } from './rule.js'
import { RULES } from './rules/index.js'

const OURS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id))

/** What a rule says; what is left out is empty. `rule` is the rule's own id. */
export interface Said extends Pick<Finding, 'verdict' | 'title' | 'summary' | 'evidence'> {
  /** Ids of the events that it is about. */
  readonly events?: readonly string[]
  readonly figures?: Finding['figures']
  readonly missing?: readonly string[]
  readonly overturnedBy?: string
  readonly next?: readonly string[]
  readonly references?: readonly string[]
}

/** A rule as its author writes it, for `defineRule`. */
export interface RuleDefinition extends Pick<Rule, 'id' | 'question'> {
  /** Types of events and kinds of inputs that it reads, for whoever wonders why it says nothing. */
  readonly needs?: readonly string[]
  /** Asked once per machine. Whatever it throws becomes a problem of the document, `rule-failed`. */
  decide(one: Case): Iterable<Said>
}

const VERDICTS: readonly unknown[] = [
  'confirmed',
  'likely',
  'possible',
  'cannot-tell',
] satisfies Finding['verdict'][]

/**
 * A rule of your own, to be given to `parse` and `parseAll` as `rules`.
 *
 * @throws TypeError for a definition that is none
 *
 * @example
 * const smallLimit = defineRule({
 *   id: 'small-limit',
 *   question: 'Is a limit below 64 MiB?',
 *   decide: (one) =>
 *     one.of('oom').flatMap((oom) => {
 *       const memory = oom.cgroup?.memory
 *       if (typeof memory?.limitBytes !== 'number' || memory.limitBytes >= 64 * 1024 ** 2) return []
 *       const says = `limit ${memory.limitBytes / 1024}kB`
 *       const evidence = [evidenceOf(oom, says, memory.line)]
 *       return [{ verdict: 'confirmed', title: 'A very small limit', summary: says, events: [oom.id], evidence }]
 *     }),
 * })
 */
export function defineRule(definition: RuleDefinition): Rule {
  const { id, question, needs = [], decide } = checked(definition)
  return {
    id,
    question,
    needs,
    decide: (one) => Array.from(listOf(decide(one)), (said) => findingOf(id, said)),
  }
}

function checked(definition: unknown): RuleDefinition {
  if (typeof definition !== 'object' || definition === null) throw new TypeError('a rule must be an object')
  const { id, question, needs, decide } = definition as Record<string, unknown>
  if (typeof id !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(id))
    throw new TypeError('the id of a rule must be small letters, digits and dashes')
  if (OURS.has(id)) throw new TypeError(`rule ${id}: a rule of the library has this id`)
  if (typeof question !== 'string') throw new TypeError(`rule ${id}: question must be a string`)
  if (needs !== undefined && !isTexts(needs))
    throw new TypeError(`rule ${id}: needs must be a list of strings`)
  if (typeof decide !== 'function') throw new TypeError(`rule ${id}: decide must be a function`)
  return definition as RuleDefinition
}

/** A promise, or nothing at all, would quietly be no finding. */
function listOf(said: Iterable<unknown>): Iterable<unknown> {
  if (typeof said !== 'object' || said === null || typeof said[Symbol.iterator] !== 'function')
    throw new TypeError('decide must return a list of findings')
  return said
}

/** What somebody else's code gives back goes into the document only in the shape of the contract. */
function findingOf(rule: string, said: unknown): Finding {
  if (typeof said !== 'object' || said === null) throw new TypeError('a finding must be an object')
  const {
    verdict,
    title,
    summary,
    evidence,
    events = [],
    figures,
    missing = [],
    overturnedBy,
    next = [],
    references = [],
  } = said as Record<string, unknown>
  if (!VERDICTS.includes(verdict)) throw new TypeError(`the verdict must be one of ${VERDICTS.join(', ')}`)
  for (const text of [title, summary])
    if (typeof text !== 'string') throw new TypeError('title and summary must be strings')
  for (const list of [events, missing, next, references])
    if (!isTexts(list)) throw new TypeError('events, missing, next and references must be lists of strings')
  if (!Array.isArray(evidence) || evidence.length === 0)
    throw new TypeError('evidence must be a list of { input, line, says }, with one at least')
  if (overturnedBy !== undefined && typeof overturnedBy !== 'string')
    throw new TypeError('overturnedBy must be a string')
  if (figures !== undefined && !isFigures(figures)) throw new TypeError('figures must be numbers by name')
  return {
    rule,
    verdict: verdict as Finding['verdict'],
    title: title as string,
    summary: summary as string,
    events: [...(events as string[])],
    evidence: evidence.map(evidenceFrom),
    missing: [...(missing as string[])],
    ...(overturnedBy === undefined ? {} : { overturnedBy }),
    next: [...(next as string[])],
    references: [...(references as string[])],
    ...(figures === undefined ? {} : { figures: { ...(figures as NonNullable<Finding['figures']>) } }),
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

/** Each part is read once, and nothing else is taken along: what was checked is what is printed. */
function evidenceFrom(given: unknown): Finding['evidence'][number] {
  const { input, line, says, at } = (given ?? {}) as Record<string, unknown>
  if (
    typeof input !== 'string' ||
    !Number.isSafeInteger(line) ||
    Number(line) <= 0 ||
    typeof says !== 'string'
  )
    throw new TypeError('evidence must be a list of { input, line, says }, with one at least')
  if (at === undefined) return { input, line: Number(line), says }
  return { input, line: Number(line), at: atFrom(at), says }
}

/** The `at` of an event, which is all that one can have here. */
function atFrom(given: unknown): At {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const isKnown = entries.every(
    ([, value]) => typeof value === 'string' || Number.isFinite(value) || isTexts(value),
  )
  const at = Object.fromEntries(entries)
  if (!isKnown || typeof at.basis !== 'string') throw new TypeError("the at of evidence must be an event's")
  return at as unknown as At
}

function isFigures(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((one) => Number.isFinite(one) || one === 'unlimited')
}
