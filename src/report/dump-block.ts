import type { Document, DumpEvent, Finding } from '../record/index.js'
import { allocationBlock } from './allocation-block.js'
import { details } from './details/details.js'
import { head } from './head/head.js'
import type { Sheet } from './sheet.js'

const TOP = 10

export interface BlockOptions {
  /** With its figures, its tables and the lines that its findings rest on. */
  readonly details?: boolean
  /** How many tasks of each table. */
  readonly top?: number
  /** The findings that concern the dump. */
  readonly about: readonly Finding[]
}

/** One dump of the document. */
export function dumpBlock(
  sheet: Sheet,
  event: DumpEvent,
  document: Document,
  options: BlockOptions,
): string[] {
  const { about, top = TOP } = options
  if (event.type !== 'oom') return allocationBlock(sheet, event, about)
  const block = head(sheet, event, document, about)
  return options.details === true ? [...block, '', ...details(sheet, event, document, { about, top })] : block
}
