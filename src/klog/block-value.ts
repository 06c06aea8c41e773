/** What klog puts before each line; journalctl prints the tab as blanks in all its short forms (seen with 257). */
const INDENTS = ['\t', '        ']
const OPENS = /<(?:\n|$)/y
/** Journals up to systemd 228 strip both ends of a line: the tabs are gone, and the blank before the bracket. */
const STRIPPED_END = /^>(?: [A-Za-z0-9_.-]{1,128}=|$)/

export interface Block {
  readonly value: string
  /** Behind the closing bracket: the rest of that line goes on with the next pairs. */
  readonly end: number
  readonly whole: boolean
}

/**
 * A value over several lines, each behind a tab, the last one followed by ` >`.
 *
 *     err=<
 *     	line one
 *      > pod="kube-system/a"
 */
export function blockAt(text: string, at: number): Block | undefined {
  OPENS.lastIndex = at
  if (!OPENS.test(text)) return undefined
  const lines: string[] = []
  for (let from = at + 2; from <= text.length; ) {
    const feed = text.indexOf('\n', from)
    const to = feed < 0 ? text.length : feed
    const close = closeOf(text, from, to)
    if (close > 0) return { value: lines.join('\n'), end: close, whole: true }
    const indent = INDENTS.find((one) => text.startsWith(one, from)) ?? ''
    lines.push(text.slice(from + indent.length, to))
    from = to + 1
  }
  return { value: lines.join('\n'), end: text.length, whole: false }
}

/** Behind the bracket that closes the block on this line, or 0. */
function closeOf(text: string, from: number, to: number): number {
  if (text.startsWith(' >', from)) {
    const next = from + 2
    return next === to || text.charCodeAt(next) === 32 ? next : 0
  }
  if (text.charCodeAt(from) !== 62) return 0
  return STRIPPED_END.test(text.slice(from, Math.min(to, from + 160))) ? from + 1 : 0
}
