/** A part of a section with its heading; nothing where there is nothing to say. */
export function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `### ${title}`, '', ...lines]
}
