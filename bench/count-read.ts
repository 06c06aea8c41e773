/** Reads every line; the sum keeps the engine from leaving the work out. */
export function countRead(lines: readonly string[], read: (line: string) => unknown): number {
  let count = 0
  for (const line of lines) if (read(line)) count++
  return count
}
