/** By which column a table is sorted. */
export interface Order {
  readonly key: string
  readonly descending: boolean
}

export type Sortable = number | string | undefined

/** The rows in order; what has no value is last either way, and equals keep their order. */
export function ordered<Row>(
  rows: readonly Row[],
  sortsBy: (row: Row) => Sortable,
  descending: boolean,
): Row[] {
  const sign = descending ? -1 : 1
  return rows
    .map((row) => ({ row, value: sortsBy(row) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined)
        return (a.value === undefined ? 1 : 0) - (b.value === undefined ? 1 : 0)
      return sign * compared(a.value, b.value)
    })
    .map(({ row }) => row)
}

/** The order after a click on a column: numbers begin with the largest, words with the first. */
export function clicked(order: Order, key: string, isText: boolean): Order {
  return { key, descending: order.key === key ? !order.descending : !isText }
}

function compared(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [first, second] = [String(a), String(b)]
  return first < second ? -1 : first > second ? 1 : 0
}
