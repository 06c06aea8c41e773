import type { Explanation } from '../../explain/index.js'
import type { Document, Event } from '../../record/index.js'
import type { PageData, RawPart } from '../data.js'

/** A log to read: a file, or pasted text. */
export interface InputFile {
  /** Its path below what was dropped; no other input has it. */
  readonly name: string
  readonly blob: Blob
  /** When the file was last written, in milliseconds since 1970. */
  readonly writtenMs?: number
  /** It lay in a folder: nobody said that it is a log. */
  readonly found: boolean
}

/** What a person knows that the logs may not say, as typed; empty where nothing is. */
export interface TypedFacts {
  readonly timezone: string
  readonly year: string
  readonly bootTime: string
}

export interface TypedOptions extends TypedFacts {
  readonly redact: boolean
  readonly cannotTell: boolean
}

export const EXPORTS = ['json', 'csv', 'csv-ooms', 'markdown'] as const
export type ExportFormat = (typeof EXPORTS)[number]

export interface Progress {
  readonly bytes: number
  readonly ofBytes: number
  readonly ooms: number
}

/** What the page asks of its worker. The answers have the same id. */
export type Ask = { readonly id: number } & (
  | { readonly ask: 'read'; readonly files: readonly InputFile[]; readonly options: TypedOptions }
  | { readonly ask: 'cancel' }
  | { readonly ask: 'explain'; readonly word: string }
  /** `data`, where the worker has not read it: what the CLI has put into the page. */
  | { readonly ask: 'export'; readonly format: ExportFormat; readonly data: PageData | undefined }
)

export type Told = { readonly id: number } & (
  | { readonly told: 'progress'; readonly progress: Progress }
  /** Some events of the document: all at once would hold up the page. */
  | { readonly told: 'events'; readonly events: readonly Event[] }
  | { readonly told: 'document'; readonly rest: Omit<Document, 'events'>; readonly folder: string }
  | { readonly told: 'raw'; readonly raw: readonly RawPart[] }
  | { readonly told: 'refused'; readonly field: keyof TypedFacts }
  | { readonly told: 'explained'; readonly meaning: Explanation | undefined }
  | { readonly told: 'exported'; readonly blob: Blob }
  /** No bug of the log's: ours. */
  | { readonly told: 'failed'; readonly message: string }
)
