import { BinaryField } from './binary-field.js'
import type { Draft, Framing } from './framing.js'
import { journalEntry } from './journal-entry.js'

/** journalctl -o export, and the files of systemd-journal-remote and -upload. */
export const journalExport: Framing = {
  name: 'journal-export',
  about: 'journalctl -o export: one field per line, an empty line after each entry',
  shape: /^__[A-Z_]+=/,
  samples: [
    '__CURSOR=s=1;i=1\n__REALTIME_TIMESTAMP=1795458231347961\n_SOURCE_MONOTONIC_TIMESTAMP=7013123456\nSYSLOG_IDENTIFIER=kernel\nMESSAGE=Mem-Info:\n',
    '__REALTIME_TIMESTAMP=1795458231347961\nMESSAGE\n\x07\0\0\0\0\0\0\0two\nend\n_HOSTNAME=node-03\n',
  ],
  // Entries span lines: the framer hands them to an ExportEntry.
  read: () => undefined,
}

/** journald refuses larger entries; without a bound, one wrong size would swallow the rest of the file. */
const LARGEST_ENTRY = 16 * 1024 * 1024

/** An entry begins with one of these; everything before is the tail of another. */
const OPENS = /^__(?:CURSOR|REALTIME_TIMESTAMP|MONOTONIC_TIMESTAMP|SEQNUM|SEQNUM_ID)=/
const FIELD = /^([A-Z0-9_]{1,64})=/
const NAME = /^[A-Z0-9_]{1,64}$/

export function opensExport(line: string): boolean {
  return line.charCodeAt(0) === 95 && line.charCodeAt(1) === 95 && OPENS.test(line)
}

/** The fields of one entry, line by line. A value with line feeds comes as its name alone, then size and data. */
export class ExportEntry {
  readonly #fields = new Map<string, string>()
  #name = ''
  #binary: BinaryField | undefined
  /** Whether the line that was just taken is one of the message that counts. */
  inMessage = false
  /** Characters of the whole entry so far. */
  #size = 0

  /** `more`, `done` after the empty line, or `foreign` for a line that no entry has; `whole` has its NUL bytes. */
  take(line: string, whole: string): 'more' | 'done' | 'foreign' {
    this.#size += whole.length
    if (this.#size > LARGEST_ENTRY) return 'foreign'
    const isFirst = !this.#fields.has('MESSAGE')
    this.inMessage = isFirst && this.#name === 'MESSAGE'
    if (this.#binary !== undefined && this.#takeBinary(this.#binary, line, whole)) return 'more'
    this.inMessage = false
    if (line === '') return 'done'
    const field = FIELD.exec(line)
    if (field?.[1] !== undefined) {
      this.inMessage = isFirst && field[1] === 'MESSAGE'
      this.#set(field[1], line.slice(field[0].length))
      return 'more'
    }
    if (!NAME.test(line)) return 'foreign'
    this.#name = line
    this.#binary = new BinaryField()
    return 'more'
  }

  draft(): Draft {
    if (this.#binary !== undefined) this.#endBinary(this.#binary)
    return journalEntry('journal-export', (name) => this.#fields.get(name))
  }

  /** The first value counts: a sender cannot forge journald's own fields, but may repeat its own. */
  #set(name: string, value: string): void {
    if (!this.#fields.has(name)) this.#fields.set(name, value)
  }

  /** Whether the line belongs to the value. Where the size is damaged, only the next field can end it. */
  #takeBinary(binary: BinaryField, line: string, whole: string): boolean {
    if (binary.damaged && (line === '' || FIELD.test(line))) {
      this.#endBinary(binary)
      return false
    }
    if (binary.take(whole)) this.#endBinary(binary)
    return true
  }

  #endBinary(binary: BinaryField): void {
    this.#set(this.#name, binary.value)
    this.#binary = undefined
  }
}
