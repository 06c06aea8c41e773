import type { Frame } from '../../record/index.js'
import { counted } from '../bytes.js'
import { field, type Sheet, unbroken } from '../sheet.js'

/** Deeper frames are the entry from user space, the same in every trace. */
const SHOWN = 16

/** The way to the allocation, the innermost call first; frames that are only found on the stack have a question mark. */
export function trace(sheet: Sheet, frames: readonly Frame[]): string[] {
  const shown = frames.slice(0, SHOWN).map(({ symbol, uncertain, module }) => {
    const where = module === undefined ? symbol : `${symbol} [${module}]`
    return unbroken(uncertain ? `? ${where}` : where)
  })
  const left = frames.length - shown.length
  const calls = [...shown, ...(left > 0 ? [`and ${counted(left, 'more frame')}`] : [])]
  return field(sheet, 'call trace', calls.join(' < '))
}
