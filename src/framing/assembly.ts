import type { LogLine } from '../record/index.js'
import { withoutMessageColour } from './colour.js'
import { showUndecoded } from './escapes.js'
import type { Draft, Framing, Joint } from './framing.js'

/** A message that grows beyond this is none: the rest becomes messages of its own, and the memory stays bounded. */
const LONGEST_MESSAGE = 8 * 1024 * 1024

/**
 * Puts the lines of one message together and hands it on when the next message begins.
 *
 * Three things make a message longer than its line: dmesg and journalctl print its line feeds as indented lines, container
 * runtimes and netconsole cut long ones to pieces, and old kernels print lines in fragments.
 */
export class Assembly {
  readonly #sink: (line: LogLine) => void
  #pending: Draft | undefined
  #framing: Framing | undefined
  /** The line that began the message, and how much of it is coat: continuations are indented by so many columns. */
  #coat = ''
  #coatWidth = 0
  #openKey = ''
  /** Kernels up to 4.8 mark the first fragment of a line with `c`, later ones those that follow. */
  #oldFragments = false
  #beforeFragment: { readonly text: string; readonly lastLine: number; readonly fragment: Draft } | undefined

  constructor(sink: (line: LogLine) => void) {
    this.#sink = sink
  }

  /** A message, or a piece of one, on the lines `from` to `to`. */
  begin(found: Draft, framing: Framing, coat: string, from: number, to: number, joint: Joint): void {
    found.firstLine = from
    found.lastLine = to
    let openKey = ''
    if (joint.key !== '' || joint.fragment !== '') {
      const { key, open, fragment } = joint
      joint.key = ''
      joint.open = false
      joint.fragment = ''
      if (key !== '' ? this.#joinsPiece(found, key, open) : this.#joinsFragment(found, fragment)) return
      if (open) openKey = key
    }
    this.finish()
    this.#pending = found
    this.#framing = framing
    this.#openKey = openKey
    this.#coat = coat
    this.#coatWidth = coat.length - found.text.length
    if (found.text.charCodeAt(0) === 27 && framing.indents === true)
      found.text = withoutMessageColour(found.text)
  }

  /** Whether this line goes on with the message; if so, it is taken. */
  goesOn(text: string, line: number): boolean {
    const found = this.#pending
    if (found === undefined || text.charCodeAt(0) !== 32) return false
    // A record's dictionary (` SUBSYSTEM=…`) is not text.
    const dictionary = found.framing === 'kmsg' || found.framing === 'netconsole-extended'
    if (!dictionary) {
      if (this.#framing?.indents !== true || this.#coatWidth <= 0 || isFull(found)) return false
      const width = this.#indent(text)
      if (width === 0) return false
      found.text += `\n${withoutMessageColour(text.slice(width))}`
    }
    found.lastLine = line
    return true
  }

  /** This line ends with the input and not with a line end: so does its message, if it has one. */
  markUnterminated(line: number): void {
    if (this.#pending?.lastLine === line) this.#pending.unterminated = true
  }

  finish(): void {
    const found = this.#pending
    if (found === undefined) return
    this.#pending = undefined
    this.#beforeFragment = undefined
    // A console prints bytes as they are, also where its lines look like those of dmesg.
    const decode = this.#framing?.unescape
    if (decode !== undefined && found.framing !== 'console') found.text = decode(found.text)
    found.text = showUndecoded(found.text)
    this.#sink(found)
  }

  /**
   * How many blanks to take off, or 0. util-linux counts the bytes of the coat, which in other locales are more than
   * its characters.
   */
  #indent(text: string): number {
    let blanks = 0
    while (text.charCodeAt(blanks) === 32) blanks++
    const width = this.#coatWidth
    if (blanks < width) return 0
    const bytes = new TextEncoder().encode(this.#coat.slice(0, width)).length
    return blanks >= bytes ? bytes : width
  }

  #joinsPiece(found: Draft, key: string, open: boolean): boolean {
    const { framing } = found
    const before = this.#pending
    if (before === undefined || this.#openKey !== key || before.framing !== framing) return false
    if (isFull(before)) return false
    before.text += found.text
    before.lastLine = found.lastLine
    this.#openKey = open ? key : ''
    return true
  }

  #joinsFragment(found: Draft, fragment: Joint['fragment']): boolean {
    const before = this.#pending
    if (before === undefined || before.framing !== found.framing || before.caller !== found.caller)
      return false
    if (isFull(before) || (fragment === 'c' && this.#oldFragments)) return false
    if (fragment === '+') this.#undoGuess()
    else this.#beforeFragment = { text: before.text, lastLine: before.lastLine, fragment: found }
    const target = this.#pending ?? before
    target.text += found.text
    target.lastLine = found.lastLine
    return true
  }

  /** `+` shows that this is an old kernel: the `c` before it began a line instead of going on with one. */
  #undoGuess(): void {
    this.#oldFragments = true
    const guess = this.#beforeFragment
    if (guess === undefined || this.#pending === undefined) return
    this.#pending.text = guess.text
    this.#pending.lastLine = guess.lastLine
    this.finish()
    this.#pending = guess.fragment
  }
}

function isFull(found: Draft): boolean {
  return found.text.length > LONGEST_MESSAGE
}
