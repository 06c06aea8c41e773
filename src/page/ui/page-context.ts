import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Explanation } from '../../explain/index.js'
import type { PageData, Place } from '../data.js'

/** What every part of the page can ask for. */
export interface PageContext {
  /** Every text in it is visible already: `visibleDocument` of the report was the first that happened to it. */
  readonly data: PageData
  /** The OOM that is shown, by its id; undefined where there is none. A link to `#oom-3` shows another, as `show` does. */
  readonly shown: string | undefined
  show(id: string): void
  /** Whether the raw lines of a place are there: not in a redacted report, and not of what was left out for its size. */
  hasLines(place: Place): boolean
  /** Opens the raw lines around a place. */
  showLines(place: Place): void
  /** What a word of the kernel's or the kubelet's means; undefined for one that is not known. */
  explain(word: string): Promise<Explanation | undefined>
}

export const Page = createContext<PageContext | undefined>(undefined)

export function usePage(): PageContext {
  const page = useContext(Page)
  if (page === undefined) throw new Error('outside of the page')
  return page
}
