import type { PageData } from './page-data.js'

/** Where the data of a report goes in `page/page.html`. */
const PLACE = '<script type="application/json" id="report">'

/**
 * The page with data in it, in pieces: hundreds of dumps are more than one string should hold.
 *
 * @param page the page as it is built, without data
 * @throws TypeError for another text
 */
export function* htmlPieces(page: string, { document, raw }: PageData): Generator<string> {
  const at = page.indexOf(PLACE)
  if (at < 0) throw new TypeError('the page has no place for a report')
  yield page.slice(0, at + PLACE.length)
  const { events, ...rest } = document
  yield `{"document":${json(rest).slice(0, -1)},"events":[`
  let before = ''
  for (const event of events) {
    yield before + json(event)
    before = ','
  }
  yield ']},"raw":['
  before = ''
  for (const part of raw) {
    yield before + json(part)
    before = ','
  }
  yield ']}'
  yield page.slice(at + PLACE.length)
}

/** Nothing in it ends the element that it stands in, or opens another: `<` stands in strings only. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
