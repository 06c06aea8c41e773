/**
 * The same record with texts of its own. A piece of a string keeps the whole string in memory: a stamp of 26 characters
 * the 64 KiB in which it was read, and a few thousand small events so the whole log.
 */
export function withOwnStrings<Value extends object>(record: Value): Value {
  return JSON.parse(JSON.stringify(record)) as Value
}

/** The same for one text. */
export function ownString(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string
}
