/** Shorter numbers are in every line. */
const FIGURE = /\d{3,}/g

/**
 * The figures that a line may have printed, for the raw lines to point at: the numbers of the sentence that cites it, and
 * amounts in each unit that the kernel prints them in.
 *
 *     figuresOf('limit 27968328 KiB', {})   // ['27968328']
 */
export function figuresOf(
  says: string,
  amounts: Readonly<Record<string, number | 'unlimited'>> = {},
  pageSizeBytes = 4096,
): string[] {
  const said = says.match(FIGURE) ?? []
  const reckoned = Object.values(amounts).flatMap((value) =>
    typeof value === 'number' ? printedForms(value, pageSizeBytes) : [],
  )
  return [...new Set([...said, ...reckoned])]
}

/** An amount in bytes as the kernel may have printed it: in bytes, in kB, in pages. */
export function printedForms(bytes: number, pageSizeBytes: number): string[] {
  return [bytes, bytes / 1024, bytes / pageSizeBytes]
    .filter((value) => Number.isInteger(value) && value >= 100)
    .map(String)
}
