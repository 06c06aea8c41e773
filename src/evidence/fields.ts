/** Reading values of unknown make: what is not of the type asked for is not there. */
export type Fields = Readonly<Record<string, unknown>>

const NOTHING: Fields = Object.freeze({})

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object below a key, or one without fields. */
export function objectAt(of: Fields, key: string): Fields {
  const value = own(of, key)
  return isObject(value) ? value : NOTHING
}

export function objectsAt(of: Fields, key: string): Fields[] {
  const value = own(of, key)
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** A text that is not empty. */
export function textAt(of: Fields, key: string): string | undefined {
  const value = own(of, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function integerAt(of: Fields, key: string): number | undefined {
  const value = own(of, key)
  return Number.isSafeInteger(value) ? (value as number) : undefined
}

export function textsAt(of: Fields, key: string): string[] | undefined {
  const value = own(of, key)
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined
}

/** A map of scalars, as text: YAML takes `memory: 734003200` for a number. */
export function textMapAt(of: Fields, key: string): ReadonlyMap<string, string> | undefined {
  const value = own(of, key)
  if (!isObject(value)) return undefined
  const map = new Map<string, string>()
  for (const [name, one] of Object.entries(value)) {
    const text = scalar(one)
    if (text !== undefined) map.set(name, text)
  }
  return map
}

/** A quantity of a resource list, as printed. */
export function quantityAt(of: Fields, key: string): string | undefined {
  return scalar(own(of, key))
}

/** `{ key: value }` where there is a value: an absent key is missing, never undefined. */
export function present<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value })
}

function scalar(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function own(of: Fields, key: string): unknown {
  return Object.hasOwn(of, key) ? of[key] : undefined
}
