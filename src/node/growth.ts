import { compressionOf, isJournalFile } from '../compression.js'
import { UnreadableInput } from './unreadable-input.js'

/** What happens to an input that is followed. */
export type Growth =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** All of it was read, and so long nothing more came. */
  | { readonly kind: 'waited'; readonly ms: number }
  /** Another file has the name now, and what comes next is its first line. */
  | { readonly kind: 'replaced' }
  /** What was read is no longer in the file, which is read from its start. */
  | { readonly kind: 'rewritten' }
  /** There is no file to read so far. */
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'found' }

/**
 * @param head the first bytes of an input
 * @throws UnreadableInput for forms whose end must be known to read them
 */
export function refusePacked(head: Uint8Array): void {
  const compression = compressionOf(head)
  if (compression !== undefined)
    throw new UnreadableInput(`is compressed with ${compression}, which cannot be followed`, compression)
  if (isJournalFile(head))
    throw new UnreadableInput('is a journal file: journalctl -kf -o json | oomparse --follow -')
}
