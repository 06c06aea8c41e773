/** A question to one rule. */
export interface Asked {
  readonly rule: string
  /** What is special about the log. */
  readonly of: string
  readonly log: () => string
}

/** One rule asked of several logs. */
export function asked(rule: string, logs: Readonly<Record<string, () => string>>): Asked[] {
  return Object.entries(logs).map(([of, log]) => ({ rule, of, log }))
}

/** A log with some text changed, each time that it is there. A text that is not there is an error of the test. */
export function changed(log: string, ...changes: readonly (readonly [from: RegExp, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`the log has no ${from}`)
    return text.replace(from, to)
  }, log)
}

/** A log without the lines that have one of these texts. */
export function without(log: string, ...lines: readonly RegExp[]): string {
  return changed(log, ...lines.map((line) => [new RegExp(`^.*${line.source}.*\\n`, 'gm'), ''] as const))
}
