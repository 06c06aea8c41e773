import { type Construct, readConstruct } from './construct.js'
import { CONSTRUCTS } from './constructs/index.js'

/** A line that a construct has read. */
export interface Classified {
  readonly form: Construct
  readonly value: unknown
}

interface Forms {
  /** By the first character of their fixed text. */
  readonly byFirst: ReadonlyMap<number, readonly { readonly text: string; readonly form: Construct }[]>
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
  return { byFirst, within, patterns }
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

function classifyWith({ byFirst, within, patterns }: Forms, text: string): Classified | undefined {
  for (const { text: opening, form } of byFirst.get(text.charCodeAt(0)) ?? []) {
    if (!text.startsWith(opening)) continue
    const value = readConstruct(form, text)
    if (value !== undefined) return { form, value }
  }
  // Rows come by the thousand, heads once: the patterns are tried first, unless a name can hide a head behind them.
  for (const { text: inner, form } of within) {
    if (!text.includes(inner)) continue
    const value = readConstruct(form, text)
    if (value !== undefined) return { form, value }
  }
  for (const { pattern, form } of patterns) {
    if (!pattern.test(text)) continue
    const value = readConstruct(form, text)
    if (value !== undefined) return { form, value }
  }
  return undefined
}
