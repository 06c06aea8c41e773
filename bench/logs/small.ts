import { corpusLines } from './corpus.js'
import { denseLog } from './dense.js'
import { type Log, Pieces } from './log.js'

/** What `dmesg` prints on a machine that has booted and had one OOM: about 100 kB. */
export function smallLog(): Log {
  const pieces = new Pieces()
  return { pieces: write(pieces), written: pieces.written }
}

function* write(pieces: Pieces): Iterable<string> {
  for (const line of corpusLines('7.2/n-benign-boot/dmesg.txt')) pieces.add(line)
  const dump = denseLog(1, 550)
  for (const piece of dump.pieces) for (const line of piece.trimEnd().split('\n')) pieces.add(line)
  pieces.written.ooms += dump.written.ooms
  yield* pieces.rest()
}
