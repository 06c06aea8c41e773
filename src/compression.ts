/** How a file is packed, as its first bytes tell. bzip2 is known and not read. */
export type Compression = 'gzip' | 'zstd' | 'xz' | 'bzip2'

const MAGIC: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
]

/** journald's own file format: `journalctl --file` reads it, we do not. */
const JOURNAL = new TextEncoder().encode('LPKSHHRH')

/** Bytes that are enough to know each of them. */
export const MAGIC_LENGTH = 8

/** What a file is compressed with, by its first bytes: names lie. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  return MAGIC.find(([, magic]) => startsWith(head, magic))?.[0] ?? (isSkippable(head) ? 'zstd' : undefined)
}

/** zstd in several threads (pzstd) begins with a frame that holds no text: 0x184D2A50 to 0x184D2A5F. */
function isSkippable(head: Uint8Array): boolean {
  return ((head[0] ?? 0) & 0xf0) === 0x50 && startsWith(head.subarray(1), [0x2a, 0x4d, 0x18])
}

export function isJournalFile(head: Uint8Array): boolean {
  return startsWith(head, JOURNAL)
}

/**
 * Whether the first piece of a file is no log text. A log can have NULs (a hole after a power failure), colour codes and
 * broken UTF-8; other control characters in number it has not.
 */
export function isBinary(head: Uint8Array): boolean {
  // UTF-16, as PowerShell's `>` writes it.
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return false
  let controls = 0
  let nuls = 0
  for (const byte of head) {
    if (byte === 0) nuls++
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b) controls++
  }
  const written = head.length - nuls
  return written === 0 ? nuls > 0 : controls / written > 0.02
}

function startsWith(bytes: Uint8Array, magic: ArrayLike<number>): boolean {
  for (let i = 0; i < magic.length; i++) if (bytes[i] !== magic[i]) return false
  return true
}
