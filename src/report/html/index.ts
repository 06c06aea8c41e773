export { citedParts, MOST_RAW_CHARACTERS } from './cited-parts.js'
export { htmlPieces } from './html-pieces.js'
export type { PageData, RawPart } from './page-data.js'
export { withinSize } from './within-size.js'
