import { type Anchor, anchor } from '../grammar/index.js'

/**
 * What the lines of a framing have in which the texts of other rooms cannot be seen: they stand in several lines, in pieces,
 * in numbers, or with colours between their words.
 */
export const FRAMING_ANCHORS: readonly Anchor[] = [
  // An entry of a journal export, and of json-pretty.
  '__CURSOR=',
  '"__CURSOR" :',
  // journalctl's JSON of a message with characters that cannot be printed.
  '"MESSAGE":[',
  '"MESSAGE" : [',
  // The pieces into which CRI and netconsole cut what is too long for them.
  ' stdout P ',
  ' stderr P ',
  'ncfrag=',
  // dmesg --color colours the stamp and what stands before the first colon.
  '\x1b[32m[',
].map((text) => anchor(text))
