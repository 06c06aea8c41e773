import type { Document } from '../../record/index.js'
import { isDump } from '../../record/is-dump.js'
import { restrict } from '../../select/index.js'

/** A page with more characters of records opens slowly, or not at all: 800 OOMs with 200 tasks each have about so many. */
const MOST_CHARACTERS = 64 * 1024 * 1024

/**
 * The document with as many of its OOMs, the last ones, as a page can hold, and all events that are none. What is left out is
 * told as a problem.
 */
export function withinSize(document: Document, mostCharacters = MOST_CHARACTERS): Document {
  let left = mostCharacters
  const kept = new Set<string>()
  let all = 0
  let dumps = 0
  for (const event of document.events.toReversed()) {
    if (!isDump(event)) kept.add(event.id)
    else {
      all++
      left -= left < 0 ? 0 : JSON.stringify(event).length
      if (left < 0) continue
      dumps++
      kept.add(event.id)
    }
  }
  if (dumps === all) return document
  const message = `the page has the last ${dumps} of ${all} OOMs, more are too many for it: --last, --worst, --since, --pod and the like choose some`
  const chosen = restrict(document, kept, { last: dumps })
  return { ...chosen, problems: [...chosen.problems, { code: 'page-full', message }] }
}
