/** What is left of a line when its code spans are taken out as CommonMark does: a run of backticks ends at one as long. */
export function outsideOfCode(line: string): string {
  let left = ''
  let at = 0
  while (at < line.length) {
    const run = /^`+/.exec(line.slice(at))?.[0]
    if (run === undefined) {
      left += line[at++]
      continue
    }
    const end = closing(line, at + run.length, run.length)
    if (end === undefined) left += run
    at = end ?? at + run.length
  }
  return left
}

function closing(line: string, from: number, length: number): number | undefined {
  for (const { 0: run, index } of line.slice(from).matchAll(/`+/g))
    if (run.length === length) return from + index + length
  return undefined
}
