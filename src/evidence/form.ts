import type { Findings } from './findings.js'
import type { SmallFile } from './small-file.js'

/** One form of evidence: what its file looks like, and how it is read. */
export interface Form {
  /** What the input is called when it is read: `file-times`, `meminfo`. */
  readonly kind: string
  /** Could the file be of this form? Sees the head only (at most 4 KiB), and must be false for logs. */
  readonly opens: (head: SmallFile) => boolean
  /** Names and messages in it are free text, which can look like a line of a log. */
  readonly quotesLogs?: true
  /** Reads the whole file; false when it is not of this form after all, whatever was found until then. */
  readonly read: (file: SmallFile, found: Findings) => boolean
}
