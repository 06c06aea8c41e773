import { type Construct, readConstruct } from './construct.js'
import { CONSTRUCTS } from './constructs/index.js'
import { anyOf } from './literal.js'

/** A line that a construct has read. */
export interface Classified {
  readonly form: Construct
  readonly value: unknown
}

interface Forms {
  /** By the first character of their fixed text. */
  readonly byFirst: ReadonlyMap<number, readonly { readonly text: string; readonly form: Construct }[]>
  /** Finds out at once that a line has none of the texts of `within`. */
  readonly anyWithin: RegExp
  readonly within: readonly { readonly text: string; readonly form: Construct }[]
  readonly patterns: readonly { readonly pattern: RegExp; readonly form: Construct }[]
}

function sort(forms: readonly Construct[]): Forms {
  const byFirst = new Map<number, { text: string; form: Construct }[]>()
  const within: { text: string; form: Construct }[] = []
  const patterns: { pattern: RegExp; form: Construct }[] = []
  for (const form of forms) {
    if ('within' in form.opens) within.push({ text: form.opens.within, form })
    else if ('pattern' in form.opens) patterns.push({ pattern: form.opens.pattern, form })
    else
      for (const text of form.opens) {
        const first = text.charCodeAt(0)
        const known = byFirst.get(first)
        if (known === undefined) byFirst.set(first, [{ text, form }])
        else known.push({ text, form })
      }
  }
  return { byFirst, anyWithin: anyOf(within.map(({ text }) => text)), within, patterns }
}

const ALL = sort(CONSTRUCTS)
const NAMED = sort(CONSTRUCTS.filter(({ named }) => named === true))

/** Reads one line of a dump; `undefined` when no construct knows it. */
export function classify(text: string): Classified | undefined {
  return classifyWith(ALL, text)
}

/** Reads a message of several lines as one line with a line feed in a name. */
export function classifyNamed(text: string): Classified | undefined {
  return classifyWith(NAMED, text)
}

/**
 * Rows come in runs (frames, statistics, tasks), so the pattern that read the last row is tried first. The answer does not
 * depend on it: no two patterns read the same line, which the tests of the samples see to.
 */
let latest: Forms['patterns'][number] | undefined

function classifyWith({ byFirst, anyWithin, within, patterns }: Forms, text: string): Classified | undefined {
  const candidates = byFirst.get(text.charCodeAt(0))
  if (candidates !== undefined) {
    for (const { text: opening, form } of candidates) {
      if (!text.startsWith(opening)) continue
      const value = readConstruct(form, text)
      if (value !== undefined) return { form, value }
    }
  }
  // Before the rows: a row's name cannot hold a head, but a head's name can begin like a row.
  if (anyWithin.test(text)) {
    for (const { text: inner, form } of within) {
      if (!text.includes(inner)) continue
      const value = readConstruct(form, text)
      if (value !== undefined) return { form, value }
    }
  }
  if (latest?.pattern.test(text) === true) {
    const value = readConstruct(latest.form, text)
    if (value !== undefined) return { form: latest.form, value }
  }
  for (const entry of patterns) {
    if (!entry.pattern.test(text)) continue
    const value = readConstruct(entry.form, text)
    if (value === undefined) continue
    latest = entry
    return { form: entry.form, value }
  }
  return undefined
}
