import { readDmesgObject } from './dmesg-json.js'
import type { Draft } from './framing.js'
import { readJournalObject } from './journal-json.js'
import { parseObject } from './json.js'

const OPENS = /^\s*(?:\{|\},\s*\{|"dmesg" ?: ?\[)\s*$/
const MEMBER = /^\s*"[^"]{1,128}" ?: *(?:"|-?\d|null|true|false|\[\s*(?:\d|$))/
const MESSAGE = /^\s*"(?:msg|MESSAGE)" ?:/
const ELEMENT = /^\s*(?:\d{1,3},?|\],?)\s*$/
/** Longer records are no records: an array of bytes with one byte per line is the longest that there is. */
const MOST_LINES = 100_000
const MOST_CHARACTERS = 16 * 1024 * 1024

type PrettyStep = 'more' | 'record' | 'over' | 'foreign'

/** Whether an object that is printed over several lines may begin here. */
export function opensPretty(line: string): boolean {
  if (line.length > 60) return false
  return OPENS.test(line)
}

/**
 * The records of `dmesg --json` and `journalctl -o json-pretty`, line by line.
 *
 *     {                          dmesg only
 *        "dmesg": [              dmesg only
 *           {
 *              "pri": 4,
 *              "msg": "Mem-Info:"
 *           },{                  record; the next one begins
 *
 * Other JSON (a node object, say) has objects inside of objects: its lines are foreign and become bare lines.
 */
export class PrettyJson {
  /** Lines that make the present record, and those of a list's head and tail, which say nothing. */
  #members: string[] = []
  #size = 0
  #list = false
  #open = false
  #array = false
  draft: Draft | undefined
  /** Whether the line that was just taken has the record's message. */
  inMessage = false

  take(line: string): PrettyStep {
    const text = line.trim()
    this.inMessage = this.#open && !this.#array && MESSAGE.test(line)
    if (text === '"dmesg": [' || text === '"dmesg" : [') return this.#begin(true)
    if (text === '{') return this.#open && this.#members.length > 0 ? 'foreign' : this.#begin(this.#list)
    if (text === '},{' || text === '}, {') return this.#close(true)
    if (text === '}' || text === '},') return this.#open ? this.#close(false) : this.#endList()
    if (!this.#open && this.#list && (text === ']' || text === ']}')) return text === ']' ? 'more' : 'over'
    return this.#member(line)
  }

  #begin(list: boolean): PrettyStep {
    this.#list = list
    this.#open = true
    return 'more'
  }

  #endList(): PrettyStep {
    return this.#list ? 'over' : 'foreign'
  }

  #member(line: string): PrettyStep {
    const fits = this.#array ? ELEMENT.test(line) : MEMBER.test(line)
    if (!this.#open || !fits || this.#members.length > MOST_LINES) return 'foreign'
    this.#size += line.length
    if (this.#size > MOST_CHARACTERS) return 'foreign'
    if (this.#array) this.#array = !line.includes(']')
    else this.#array = /\[\s*$/.test(line) && !line.trimEnd().endsWith('"')
    this.#members.push(line)
    return 'more'
  }

  /** A record that begins in the middle of a paste closes nothing: `},{` only opens. */
  #close(next: boolean): PrettyStep {
    if (next) this.#list = true
    const members = this.#members
    this.#members = []
    this.#size = 0
    this.#open = next
    if (members.length === 0) return this.#list ? 'more' : 'foreign'
    this.draft = readMembers(members)
    if (this.draft === undefined) return 'foreign'
    return 'record'
  }

  /** What the end of the input leaves. */
  rest(): Draft | undefined {
    const members = this.#members
    this.#members = []
    return members.length > 0 && !this.#array ? readMembers(members) : undefined
  }

  get goesOn(): boolean {
    return this.#list
  }
}

function readMembers(members: readonly string[]): Draft | undefined {
  const object = parseObject(`{${members.join('\n').replace(/,\s*$/, '')}}`)
  return object && (readDmesgObject(object) ?? readJournalObject(object))
}
