import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Explanation } from '../../explain/index.js'
import type { PageData, Place } from '../data.js'

/** What every part of the page can ask for. */
export interface PageContext {
  readonly data: PageData
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
