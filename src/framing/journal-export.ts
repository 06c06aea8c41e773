import type { Draft, Framing } from './framing.js'
import { journalEntry } from './journal-entry.js'

/** journalctl -o export, and the files of systemd-journal-remote and -upload. */
export const journalExport: Framing = {
  name: 'journal-export',
  about: 'journalctl -o export: one field per line, an empty line after each entry',
  shape: /^__[A-Z_]+=/,
  samples: [
    '__CURSOR=s=1;i=1\n__REALTIME_TIMESTAMP=1795458231347961\n_SOURCE_MONOTONIC_TIMESTAMP=7013123456\nSYSLOG_IDENTIFIER=kernel\nMESSAGE=Mem-Info:\n',
    '__REALTIME_TIMESTAMP=1795458231347961\nMESSAGE\n\x07two\nend\n_HOSTNAME=node-03\n',
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

/**
 * The fields of one entry, line by line.
 *
 * Clever: a value with line feeds comes as name, eight bytes of its size, and data; but NUL bytes and carriage
 * returns at line ends are gone by the time a line arrives here. So the size cannot be read; instead, after every
 * line, the length so far is turned into the bytes that would announce it, and compared with what stands in front.
 * Whoever changes the splitter's treatment of NUL bytes must look here.
 */
export class ExportEntry {
  readonly #fields = new Map<string, string>()
  #name = ''
  #data: string[] = []
  /** The first characters of the data. */
  #start = ''
  #bytes = 0
  /** Characters of the whole entry so far. */
  #size = 0

  /** `more`, `done` after the empty line, or `foreign` for a line that no entry has. */
  take(line: string, crlf: boolean): 'more' | 'done' | 'foreign' {
    this.#size += line.length
    if (this.#size > LARGEST_ENTRY) return 'foreign'
    if (this.#name !== '') return this.#takeData(crlf ? `${line}\r` : line)
    if (line === '') return 'done'
    const field = FIELD.exec(line)
    if (field?.[1] !== undefined) {
      this.#set(field[1], line.slice(field[0].length))
      return 'more'
    }
    if (!NAME.test(line)) return 'foreign'
    this.#name = line
    return 'more'
  }

  draft(): Draft {
    if (this.#name !== '') this.#endData(0)
    return journalEntry('journal-export', (name) => this.#fields.get(name))
  }

  /** The first value counts: a sender cannot forge journald's own fields, but may repeat its own. */
  #set(name: string, value: string): void {
    if (!this.#fields.has(name)) this.#fields.set(name, value)
  }

  #takeData(line: string): 'more' {
    this.#bytes += byteLength(line) + (this.#data.length === 0 ? 0 : 1)
    if (this.#start.length < 8) this.#start = this.#data.length === 0 ? line : `${this.#start}\n${line}`
    this.#data.push(line)
    for (let head = 1; head <= 4 && head <= this.#start.length; head++) {
      const size = this.#start.slice(0, head)
      if (!announces(size, this.#bytes - byteLength(size))) continue
      this.#endData(head)
      break
    }
    return 'more'
  }

  #endData(head: number): void {
    this.#set(this.#name, this.#data.join('\n').slice(head))
    this.#name = ''
    this.#data = []
    this.#start = ''
    this.#bytes = 0
  }
}

/** Whether these characters are the bytes of a size, little end first and NUL bytes left out. */
function announces(head: string, size: number): boolean {
  const bytes = bytesOf(head)
  let rest = size
  for (const byte of bytes) {
    while (rest > 0 && rest % 256 === 0) rest = Math.floor(rest / 256)
    if (rest % 256 !== byte) return false
    rest = Math.floor(rest / 256)
  }
  return rest === 0
}

function bytesOf(text: string): readonly number[] {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00)
    else bytes.push(...new TextEncoder().encode(character))
  }
  return bytes
}

/** Bytes of the text as it stood in the file: a lone surrogate was one byte. */
function byteLength(text: string): number {
  let length = text.length
  if (!/[\u0080-\uffff]/.test(text)) return length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const paired = code >= 0xdc00 && code <= 0xdfff && isHigh(text.charCodeAt(i - 1))
    if (code >= 0xd800 && code <= 0xdbff) length += 1
    else if (paired) length += 1
    else if (code >= 0xdc80 && code <= 0xdcff) continue
    else if (code >= 0x800) length += 2
    else if (code >= 0x80) length += 1
  }
  return length
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}
