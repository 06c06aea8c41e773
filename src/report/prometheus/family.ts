import { visible } from '../visible.js'

/** A metric: its name with the unit, what it says, and the names of its labels. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
}

interface Series {
  value: number
  /** How many records it is made of: those with most are listed. */
  seen: number
}

/** Names of processes and cgroups can be made up by the million: so many series are kept while the log is read, … */
const MOST_KEPT = 1000
/** … and so many of them are listed. */
const MOST_LISTED = 100

/** The series of one metric. */
export class Family {
  readonly #metric: Metric
  readonly #series = new Map<string, Series>()
  #unlisted = 0

  constructor(metric: Metric) {
    this.#metric = metric
  }

  get name(): string {
    return this.#metric.name
  }

  /** @param values of the labels, in their order; a value that is not known is the empty text, as if there were no label */
  add(values: readonly (string | undefined)[], by = 1): void {
    const series = this.#of(values)
    if (series !== undefined) series.value += by
  }

  /** The last value counts. */
  set(values: readonly (string | undefined)[], value: number | undefined): void {
    if (value === undefined) return
    const series = this.#of(values)
    if (series !== undefined) series.value = value
  }

  /** The largest value counts. */
  raise(values: readonly (string | undefined)[], value: number | undefined): void {
    if (value === undefined) return
    const series = this.#of(values)
    if (series !== undefined) series.value = series.seen === 1 ? value : Math.max(series.value, value)
  }

  /** How many records have no series, because there are too many. */
  get unlisted(): number {
    return this.#ranked()
      .slice(MOST_LISTED)
      .reduce((sum, [, { seen }]) => sum + seen, this.#unlisted)
  }

  /** Its lines; none where there is nothing to say. */
  text(): string {
    const { name, help } = this.#metric
    const lines = this.#ranked()
      .slice(0, MOST_LISTED)
      .map(([labels, { value }]) => `${name}${labels} ${value}\n`)
    return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
  }

  /** Told apart by what is printed: two series with equal labels would make the whole text invalid. */
  #of(values: readonly (string | undefined)[]): Series | undefined {
    const labels = labelsOf(this.#metric.labels ?? [], values)
    let series = this.#series.get(labels)
    if (series === undefined) {
      if (this.#series.size === MOST_KEPT) {
        this.#unlisted++
        return undefined
      }
      series = { value: 0, seen: 0 }
      this.#series.set(labels, series)
    }
    series.seen++
    return series
  }

  /** Those of most records first; the order in which records come does not matter. */
  #ranked(): [string, Series][] {
    return [...this.#series].sort(([a, one], [b, other]) => other.seen - one.seen || (a < b ? -1 : 1))
  }
}

/**
 *     labelsOf(['comm'], ['a"b\n'])   // '{comm="a\\"b\\\\n"}'
 */
function labelsOf(names: readonly string[], values: readonly (string | undefined)[]): string {
  if (names.length === 0) return ''
  return `{${names.map((name, at) => `${name}="${escaped(values[at] ?? '')}"`).join(',')}}`
}

/** By the text format; a line end is told as `\n` by `visible` already, and is no line end here. */
function escaped(value: string): string {
  return visible(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')
}
