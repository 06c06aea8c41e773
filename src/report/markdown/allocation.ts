import type { Finding, PageAllocationFailure } from '../../record/index.js'
import { allocationBlock } from '../allocation-block.js'
import { inline } from './escape.js'
import { fieldsOf, PAPER } from './fields.js'
import { findingList } from './findings.js'
import { part } from './part.js'
import { factTable } from './table.js'

/** Looks like an OOM and is none. */
export function allocationSection(event: PageAllocationFailure, about: readonly Finding[]): string[] {
  const [title = '', ...fields] = allocationBlock(PAPER, event, [])
  const what = title.slice(event.id.length).trim()
  return [
    `## ${event.id}: ${inline(what)}`,
    '',
    ...factTable(fieldsOf(fields)),
    ...part('What follows', findingList(about)),
  ]
}
