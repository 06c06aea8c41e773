/** A value as Go's `%+v` prints it. `cut` marks what has no end, because the line has none. */
export type GoValue = GoScalar | GoStruct | GoMap | GoList

/** A value without parts. */
export interface GoScalar {
  readonly kind: 'scalar'
  /** As printed: strings have no quotes, durations are `10s`, a nil pointer is `<nil>`. */
  readonly text: string
  readonly cut?: true
}

/** A struct: `{A:1 B:2}`. */
export interface GoStruct {
  readonly kind: 'struct'
  readonly fields: ReadonlyMap<string, GoValue>
  readonly cut?: true
}

/** A map: `map[a:1 b:2]`. */
export interface GoMap {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, GoValue>
  readonly cut?: true
}

/** A slice or an array: `[a b]`. */
export interface GoList {
  readonly kind: 'list'
  readonly items: readonly GoValue[]
  readonly cut?: true
}
