import type { Trigger } from '../record/index.js'
import { counted, size } from './bytes.js'
import { NBSP } from './columns.js'
import { name, process } from './name.js'
import { field, type Sheet } from './sheet.js'

/** Who asked for memory when there was none, and for what. */
export function trigger(sheet: Sheet, asked: Trigger, pageSizeBytes: number): string[] {
  return field(sheet, 'trigger', ...triggerInFull(asked, pageSizeBytes))
}

/** In paragraphs: who, and for what. */
export function triggerInFull(asked: Trigger, pageSizeBytes: number): string[] {
  return [who(asked), ...(asked.manual === true ? [] : [request(asked, pageSizeBytes)])]
}

function who(asked: Trigger): string {
  const details = [
    asked.uid === undefined ? '' : `uid${NBSP}${asked.uid}`,
    asked.cpu === undefined ? '' : `CPU${NBSP}${asked.cpu}`,
    asked.oomScoreAdj === undefined ? '' : `oom_score_adj${NBSP}${asked.oomScoreAdj}`,
    asked.oomAdj === undefined ? '' : `oom_adj${NBSP}${asked.oomAdj}`,
    asked.workqueue === undefined ? '' : `workqueue${NBSP}${name(asked.workqueue)}`,
  ]
  const words = [process(asked), ...details].filter((word) => word !== '').join(', ')
  if (asked.manual !== true) return words
  return `by hand (SysRq-f), no allocation failed${words === '' ? '' : `; run by ${words}`}`
}

function request({ order, requestBytes, gfpFlags, gfpMask }: Trigger, pageSizeBytes: number): string {
  const words: string[] = []
  if (order !== undefined) words.push(`order${NBSP}${order}`)
  if (requestBytes !== undefined) {
    const pages = counted(requestBytes / pageSizeBytes, 'page')
    words.push(
      `${pages} = ${counted(requestBytes, 'byte')}${requestBytes < 2 ** 20 ? '' : ` (${size(requestBytes)})`}`,
    )
  }
  const flags = gfpFlags === undefined || gfpFlags.length === 0 ? '' : gfpFlags.join(' | ')
  if (flags !== '') words.push(flags)
  else if (gfpMask !== undefined) words.push(`gfp_mask ${gfpMask}`)
  return words.join(', ')
}
