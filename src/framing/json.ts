export type JsonObject = { readonly [key: string]: unknown }

/** The object of a line that is one JSON object, maybe with the record separator of RFC 7464 in front. */
export function parseObject(line: string): JsonObject | undefined {
  const text = line.charCodeAt(0) === 0x1e ? line.slice(1) : line
  if (text.charCodeAt(0) !== 123) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field that is text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A field that is a number, or text that is nothing but one. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !/^\d{1,20}(?:\.\d{1,9})?$/.test(value)) return undefined
  return Number(value)
}
