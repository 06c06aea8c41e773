export { default as P } from 'parsimmon'
export { type Anchor, anchor, type Behind, type Confirm, confirmedBy, lineAnchor } from './anchor.js'
export { type Pair, pairs } from './pairs.js'
export {
  blanks,
  countsShape,
  digits,
  hex,
  integer,
  optionalBlanks,
  type Parser,
  read,
  rest,
  safeInteger,
  shape,
  untilFirst,
  untilLast,
  word,
} from './primitives.js'
export { confirmedByWords } from './words.js'
