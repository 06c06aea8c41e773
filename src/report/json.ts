import type { Document, StreamRecord } from '../record/index.js'

/** JSON.stringify leaves these as they are; a terminal, a line reader or an old JavaScript would act on them. */
const RAW = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu

/** The document of the record contract, indented, with a line end. */
export function renderJson(document: Document): string {
  return `${withoutRaw(JSON.stringify(document, null, 2))}\n`
}

/** One record as one line of NDJSON, with its line end. */
export function renderNdjsonRecord(record: StreamRecord): string {
  return `${withoutRaw(JSON.stringify(record))}\n`
}

/** These stand in strings only, so the escape is the same JSON value. */
function withoutRaw(json: string): string {
  return json.replace(RAW, (character) => {
    let escapes = ''
    for (let i = 0; i < character.length; i++)
      escapes += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
    return escapes
  })
}
