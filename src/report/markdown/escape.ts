import { cutMiddle } from '../columns.js'

/** A path can have 4096 characters; of such a one a ticket needs the two ends. */
const LONGEST = 400

/** Words that say themselves and nothing else, in GitHub, GitLab and plain CommonMark alike. */
const PLAIN_WORD = /^[a-z]+\d{0,2}(?:['-][a-z]+)*$/i
const PLAIN_NUMBER = /^[+<-]?\d+(?:[.,:]\d+)*(?:%|[KMGTP]?i?B|kB|m?s)?$/
const PLAIN_DATE = /^\d{4}-\d\d-\d\d(?:T[\d:.]{5,16}(?:Z|[+-]\d\d:?\d\d)?)?$/
const SIGN = /^(?:[=<>+-]|[<>]=|[≤≥−→…·×])$/
/** A word of these letters alone can be the name of a commit, which is made a link. */
const COMMIT = /^[0-9a-f]{7,}$/i
/** Words, and what is quoted as one: a name with blanks in it. */
const WORDS = /\(*"[^"]{1,64}"[),.;:!?]*(?![^ \u00a0])|[^ \u00a0]+/g
/** What may stand before and behind a word. Each is harmless there: a bracket makes a link only with another kind behind it. */
const BEFORE = /^["'(]*/
const BEHIND = '"\'),.;:!?'

/**
 * Text of a log or of a finding inside a line of Markdown. Every word that is more than letters or a number becomes code:
 * there no renderer looks for mentions (`@team`), issues (`#1`, `GH-1`), links, tags, images or formulas.
 *
 *     inline('ask @ops about 4 GiB')   // 'ask `@ops` about 4 GiB'
 */
export function inline(text: string): string {
  const pieces: Piece[] = []
  for (const [word] of text.matchAll(WORDS)) {
    const piece = pieceOf(word)
    const last = pieces.at(-1)
    if (last?.isCode === true && piece.isCode && last.after === '' && piece.before === '') {
      last.core += ` ${piece.core}`
      last.after = piece.after
    } else pieces.push(piece)
  }
  return pieces
    .map(({ before, core, after, isCode }) => `${before}${isCode ? fenced(core) : core}${after}`)
    .join(' ')
}

/** As `inline`, at the beginning of a line: what is no word there would begin a list, a heading or a quotation. */
export function prose(text: string): string {
  const [first = ''] = text.split(' ', 1)
  if (PLAIN_WORD.test(first) || (PLAIN_NUMBER.test(first) && /^\d/.test(first))) return inline(text)
  return `${code(first)} ${inline(text.slice(first.length))}`.trim()
}

interface Piece {
  readonly before: string
  core: string
  after: string
  readonly isCode: boolean
}

function pieceOf(word: string): Piece {
  if (word.length > LONGEST) return { before: '', core: cutMiddle(word, LONGEST), after: '', isCode: true }
  const [before = ''] = BEFORE.exec(word) ?? []
  let end = word.length
  while (end > before.length && BEHIND.includes(word.charAt(end - 1))) end--
  const core = word.slice(before.length, end)
  const after = word.slice(end)
  const isPlain =
    core === '' ||
    [SIGN, PLAIN_NUMBER, PLAIN_DATE].some((form) => form.test(core)) ||
    (PLAIN_WORD.test(core) && !COMMIT.test(core))
  return {
    before,
    core: isPlain ? core.replace('<', '&lt;').replace('>', '&gt;') : core,
    after,
    isCode: !isPlain,
  }
}

/**
 * A name as code, between more backticks than it has in a row itself. It is cut in the middle when it is very long.
 *
 *     code('a`b')   // '``a`b``'
 */
export function code(text: string): string {
  return text === '' ? '' : fenced(cutMiddle(text.replaceAll('\u00a0', ' '), LONGEST))
}

function fenced(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  // One blank at both ends is taken off again by the renderer, unless there is nothing else.
  const isFramed = text.startsWith(' ') && text.endsWith(' ') && /[^ ]/.test(text)
  const needsRoom = isFramed || text.startsWith('`') || text.endsWith('`')
  return needsRoom ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`
}

/** Lines between fences that none of them can close. */
export function block(lines: readonly string[]): string[] {
  const longest = lines.reduce((most, line) => Math.max(most, longestRun(line)), 2)
  const fence = '`'.repeat(longest + 1)
  return [`${fence}text`, ...lines, fence]
}

function longestRun(text: string): number {
  let longest = 0
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length)
  return longest
}
