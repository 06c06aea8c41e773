import type { Document, StreamRecord } from '../record/index.js'

/** JSON.stringify leaves these as they are; a terminal, a line reader or an old JavaScript would act on them. */
const RAW = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu

/** The document of the record contract, indented, with a line end. */
export function renderJson(document: Document): string {
  return [...jsonPieces(document)].join('')
}

/** The same in pieces: thousands of dumps with their task tables are more than one string can hold. */
export function* jsonPieces(document: Document): Generator<string> {
  let before = '{\n'
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue
    yield `${before}  ${JSON.stringify(key)}: `
    if (Array.isArray(value) && value.length > 0) yield* listPieces(value)
    else yield indented(value, 2)
    before = ',\n'
  }
  yield '\n}\n'
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  let before = '[\n'
  for (const one of list) {
    yield `${before}    ${indented(one, 4)}`
    before = ',\n'
  }
  yield '\n  ]'
}

/** In strings line ends are escaped, so those that are left are of the layout. */
function indented(value: unknown, columns: number): string {
  return withoutRaw(JSON.stringify(value, null, 2)).replaceAll('\n', `\n${' '.repeat(columns)}`)
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
