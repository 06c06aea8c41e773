import type { LogLine } from '../record/index.js'
import { Framer } from './framer.js'
import { LineSplitter } from './splitter.js'

export { FRAMING_ANCHORS } from './anchors.js'
export { FRAMINGS } from './catalogue.js'
export { Framer } from './framer.js'
export type { Framing } from './framing.js'
export type { Gap } from './gap.js'
export { LineSplitter, type OnLine } from './splitter.js'

/**
 * The messages of a log (text, or the bytes of a file), with their framing taken off.
 *
 *     frame('[ 7013.123456] Mem-Info:')[0]?.text   // 'Mem-Info:'
 */
export function frame(text: string | Uint8Array): LogLine[] {
  const lines: LogLine[] = []
  const framer = new Framer((line) => lines.push(line))
  const splitter = new LineSplitter((line, terminated, whole) => framer.push(line, terminated, whole))
  splitter.write(text)
  splitter.end()
  framer.end()
  return lines
}
