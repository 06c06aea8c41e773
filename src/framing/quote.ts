/** What mail, Markdown and issue trackers put before every line of a paste. */
const QUOTE = /^(?:[ \t]{0,40}(?:> ?){1,8}[ \t]{0,40}|[ \t]{1,60})(?=[^\s>])/

/** The quote or indentation in front of this line, or ''. */
export function quoteOf(line: string): string {
  const first = line.charCodeAt(0)
  if (first !== 62 && first !== 32 && first !== 9) return ''
  return QUOTE.exec(line)?.[0] ?? ''
}

/** The line without the quote that the lines before had; nothing if it is not quoted so. */
export function unquoted(line: string, quote: string): string | undefined {
  if (line.startsWith(quote)) return line.slice(quote.length)
  // Editors cut trailing blanks: `>` alone is an empty quoted line.
  const bare = quote.trimEnd()
  return bare !== '' && line === bare ? '' : undefined
}

/** Whether a dump begins with the line: a paste without stamps has nothing else that tells a quote from a name. */
export function opensDump(line: string): boolean {
  return /^\S.{0,40} invoked oom-killer: gfp_mask=/.test(line)
}

/** Whether the line is one that the kernel prints right behind the head of a dump. */
export function followsHead(line: string): boolean {
  return /^(?:CPU: \d|Pid: \d|\S.{0,15} cpuset=)/.test(line)
}
