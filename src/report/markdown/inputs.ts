import type { Document } from '../../record/index.js'
import { inputDoubts, nothingFound } from '../inputs.js'
import { prose } from './escape.js'
import { fieldsOf, PAPER } from './fields.js'

/** What was strange about the inputs, and what was read where no OOM was found. */
export function inputNotes(document: Document, isEmpty: boolean): string[] {
  const [answer = '', ...read] = isEmpty ? nothingFound(PAPER, document, false) : []
  const notes = fieldsOf([...read, ...inputDoubts(PAPER, document, false)])
  return [
    ...(isEmpty ? [prose(answer)] : []),
    ...(notes.length === 0
      ? []
      : ['', '## The logs', '', ...notes.map(([label, text]) => `- ${label}: ${text}`)]),
  ]
}
