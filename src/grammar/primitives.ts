import P from 'parsimmon'

export type Parser<T> = P.Parser<T>

/**
 * Makes a parser out of one sticky regular expression: for rows that come by the thousand, where a combinator per
 * column would cost fifteen times as much. `build` may answer `undefined` to refuse what the shape let through.
 */
export function shape<T>(
  name: string,
  pattern: RegExp,
  build: (groups: RegExpExecArray) => T | undefined,
): Parser<T> {
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}y`)
  return P<T>((text, at) => {
    sticky.lastIndex = at
    const groups = sticky.exec(text)
    if (groups === null) return P.makeFailure(at, name)
    const end = sticky.lastIndex
    const value = build(groups)
    return value === undefined ? P.makeFailure(at, name) : P.makeSuccess(end, value)
  })
}

/** As `shape`, for groups that are counts: one that a double cannot hold is refused, since it would become another. */
export function countsShape<T>(
  name: string,
  pattern: RegExp,
  build: (groups: RegExpExecArray) => T | undefined,
): Parser<T> {
  return shape(name, pattern, (groups) => (groups.slice(1).some(isTooLarge) ? undefined : build(groups)))
}

function isTooLarge(group: string | undefined): boolean {
  return (
    group !== undefined && group.length > 15 && /^\d+$/.test(group) && !Number.isSafeInteger(Number(group))
  )
}

/** Everything up to the last place where one of the fixed texts stands: names can contain the fixed text as well. */
export function untilLast(...ends: readonly string[]): Parser<string> {
  return P<string>((text, at) => {
    let end = -1
    for (const fixed of ends) end = Math.max(end, text.lastIndexOf(fixed))
    return end < at ? P.makeFailure(at, `… ${ends.join(' or ')}`) : P.makeSuccess(end, text.slice(at, end))
  })
}

/** Everything up to the first place where one of the fixed texts stands. */
export function untilFirst(...ends: readonly string[]): Parser<string> {
  return P<string>((text, at) => {
    let end = -1
    for (const fixed of ends) {
      const found = text.indexOf(fixed, at)
      if (found >= 0 && (end < 0 || found < end)) end = found
    }
    return end < at ? P.makeFailure(at, `… ${ends.join(' or ')}`) : P.makeSuccess(end, text.slice(at, end))
  })
}

/** A decimal number that a double can hold exactly. */
export const integer: Parser<number> = shape('integer', /-?\d+/, ([digits = '']) => safeInteger(digits))
/** Digits as printed, for numbers that can pass 2^53. */
export const digits: Parser<string> = shape('digits', /\d+/, ([all = '']) => all)
export const hex: Parser<string> = shape('hexadecimal number', /0x[0-9a-f]+/, ([all = '']) => all)
export const word: Parser<string> = shape('word', /\S+/, ([all = '']) => all)
export const blanks: Parser<string> = shape('blanks', / +/, ([all = '']) => all)
export const optionalBlanks: Parser<string> = shape('blanks', / */, ([all = '']) => all)
export const rest: Parser<string> = P.all

/** `text` as an integer, or `undefined` when a double would lose digits. */
export function safeInteger(text: string): number | undefined {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** Runs a parser over a whole text: without the `parse` wrapper, whose error report costs more than the parsing. */
export function read<T>(parser: Parser<T>, text: string): T | undefined {
  const result = (parser as RunnableParser<T>)._(text, 0)
  return result.status && result.index === text.length ? result.value : undefined
}

/** Parsimmon's own calling convention, which its types leave out. */
interface RunnableParser<T> extends P.Parser<T> {
  _(
    text: string,
    at: number,
  ): P.Reply<T> & { readonly status: boolean; readonly index: number; readonly value: T }
}
