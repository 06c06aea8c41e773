/** A value as Go's `%+v` prints it. `cut` marks what has no end, because the line has none. */
export type GoValue = GoScalar | GoStruct | GoMap | GoList

export interface GoScalar {
  readonly kind: 'scalar'
  /** As printed: strings have no quotes, durations are `10s`, a nil pointer is `<nil>`. */
  readonly text: string
  readonly cut?: true
}

export interface GoStruct {
  readonly kind: 'struct'
  readonly fields: ReadonlyMap<string, GoValue>
  readonly cut?: true
}

export interface GoMap {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, GoValue>
  readonly cut?: true
}

export interface GoList {
  readonly kind: 'list'
  readonly items: readonly GoValue[]
  readonly cut?: true
}
