import type { LogLine } from '../record/index.js'
import { framingNamed } from './catalogue.js'
import { withoutAnyColour, withoutMessageColour } from './colour.js'
import { showUndecoded } from './escapes.js'
import type { Draft, Framing, Joint } from './framing.js'
import { Habits } from './habit.js'
import { chooseReading, confirmedReading, type Doubt, isOpen } from './layers.js'
import { Sequence } from './sequence.js'

/** A message that grows beyond this is none: the rest becomes messages of its own, and the memory stays bounded. */
const LONGEST_MESSAGE = 8 * 1024 * 1024

/** Messages that wait for one of which it is not known what it wears: some lines of its run, and those of others between. */
const MOST_HELD = 64
/** … and no more text, or they would fill the memory. */
const MOST_HELD_TEXT = 1024 * 1024

/** A message that has all its lines. */
interface Whole {
  readonly message: Draft
  readonly framing: Framing | undefined
  /** What it may wear, and the text of its first line as it was taken. */
  readonly doubt: Doubt | undefined
  readonly doubtful: string
}

/**
 * Puts the lines of one message together and hands it on when the next message begins.
 *
 * Three things make a message longer than its line: dmesg and journalctl print its line feeds as indented lines, container
 * runtimes and netconsole cut long ones to pieces, and old kernels print lines in fragments.
 */
export class Assembly {
  readonly #sink: (line: LogLine) => void
  readonly #habits = new Habits()
  readonly #sequence = new Sequence()
  #pending: Draft | undefined
  #framing: Framing | undefined
  /** The line that began the message, and how much of it is coat: continuations are indented by so many columns. */
  #coat = ''
  #coatWidth = 0
  /** The text of the first line as it was taken, where the next line may show that it wears more. */
  #doubt: Doubt | undefined
  #doubtful = ''
  /** The tool that printed the message coloured it: it may end, or change, its colour in each of its lines. */
  #coloured = false
  #openKey = ''
  /** Kernels up to 4.8 mark the first fragment of a line with `c`, later ones those that follow. */
  #oldFragments = false
  /** Messages whose reading waits for lines to come, and those behind them. */
  #held: Whole[] = []
  #heldText = 0
  #beforeFragment: { readonly text: string; readonly lastLine: number; readonly fragment: Draft } | undefined

  constructor(sink: (line: LogLine) => void) {
    this.#sink = sink
  }

  /** A message, or a piece of one, on the lines `from` to `to`. */
  begin(found: Draft, framing: Framing, coat: string, from: number, to: number, joint: Joint): void {
    const { key, open, fragment, run, layers } = joint
    joint.key = ''
    joint.open = false
    joint.fragment = ''
    joint.run = ''
    if (layers.length > 0) joint.layers = []
    found.firstLine = from
    found.lastLine = to
    this.#sequence.count(found)
    if (key !== '' && this.#joinsPiece(found, key, open)) return
    if (fragment !== '' && this.#joinsFragment(found, fragment)) return
    const { draft, doubt } = chooseReading(found, run, layers, this.#habits)
    this.#finishMessage()
    this.#release()
    if (draft !== found) {
      draft.firstLine = from
      draft.lastLine = to
      if (found.textLines !== undefined) draft.textLines = found.textLines
      if (found.sequence === undefined) this.#sequence.count(draft)
    }
    this.#pending = draft
    this.#framing = framing.name === draft.framing || draft === found ? framing : framingNamed(draft.framing)
    this.#openKey = open ? key : ''
    this.#coat = coat
    this.#coatWidth = coat.length - draft.text.length
    this.#coloured = false
    if (draft.text.charCodeAt(0) === 27 && framing.indents === true)
      draft.text = withoutMessageColour(draft.text)
    this.#doubt = doubt
    this.#doubtful = draft.text
  }

  /** The tool put colour around the coat of the message that has just begun. */
  markColoured(): void {
    this.#coloured = true
  }

  /** Whether this line goes on with the message; if so, it is taken. */
  goesOn(text: string, line: number): boolean {
    const found = this.#pending
    if (found === undefined || text.charCodeAt(0) !== 32) return false
    // A record's dictionary (` SUBSYSTEM=…`) is not text.
    const dictionary = found.framing === 'kmsg' || found.framing === 'netconsole-extended'
    if (!dictionary) {
      if (this.#framing?.indents !== true || this.#coatWidth <= 0 || isFull(found)) return false
      const width = indentOf(text, this.#coat.slice(0, this.#coatWidth))
      if (width === 0) return false
      const rest = text.slice(width)
      found.text += `\n${this.#coloured ? withoutAnyColour(rest) : withoutMessageColour(rest)}`
    }
    found.lastLine = line
    return true
  }

  /** This line ends with the input and not with a line end: so does its message, if it has one. */
  markUnterminated(line: number): void {
    if (this.#pending?.lastLine === line) this.#pending.unterminated = true
  }

  /** Whether the next lines can be left out: the message has all its pieces, and nobody counts the records. */
  get isIdle(): boolean {
    return this.#openKey === '' && this.#held.length === 0 && !this.#sequence.isCounting
  }

  /** Hands the message on, unless it has pieces that are still to come. */
  flush(): void {
    if (this.#openKey === '') this.finish()
  }

  /** Hands on all that there is, as far as it is known. */
  finish(): void {
    this.#finishMessage()
    this.#giveHeld(this.#held.length)
  }

  #finishMessage(): void {
    const message = this.#pending
    if (message === undefined) return
    this.#pending = undefined
    this.#beforeFragment = undefined
    const whole = { message, framing: this.#framing, doubt: this.#doubt, doubtful: this.#doubtful }
    this.#doubt = undefined
    if (whole.doubt === undefined && this.#held.length === 0) this.#give(whole)
    else {
      this.#held.push(whole)
      this.#heldText += message.text.length
    }
  }

  /** Hands on the messages that are decided, in their order. */
  #release(): void {
    const isFull = this.#held.length > MOST_HELD || this.#heldText > MOST_HELD_TEXT
    const open = isFull
      ? -1
      : this.#held.findIndex(({ doubt }) => doubt !== undefined && isOpen(doubt, this.#habits))
    this.#giveHeld(open < 0 ? this.#held.length : open)
  }

  #giveHeld(count: number): void {
    if (count === 0) return
    for (const whole of this.#held.splice(0, count)) {
      this.#heldText -= whole.message.text.length
      this.#give(whole)
    }
  }

  #give({ message, framing: outer, doubt, doubtful }: Whole): void {
    const framing = doubt === undefined ? outer : this.#settle(message, outer, doubtful, doubt)
    // A console prints bytes as they are, also where its lines look like those of dmesg.
    const decode = framing?.unescape
    if (decode !== undefined && message.framing !== 'console') message.text = decode(message.text)
    message.text = showUndecoded(message.text)
    this.#sink(message)
  }

  /** The lines of its run wear the rest of a doubtful one's coat too, or do not. Gives the framing that it is read in. */
  #settle(message: Draft, outer: Framing | undefined, doubtful: string, doubt: Doubt): Framing | undefined {
    const draft = confirmedReading(doubt, this.#habits)
    if (draft === undefined) return outer
    const { text, firstLine, lastLine } = message
    const extra = doubtful.slice(0, Math.max(0, doubtful.length - draft.text.length))
    const rest = text.slice(doubtful.length)
    const framing = message.framing === draft.framing ? outer : framingNamed(draft.framing)
    Object.assign(message, draft, { firstLine, lastLine })
    message.text = (framing?.indents === true ? withoutMessageColour(draft.text) : draft.text) + rest
    if (rest !== '' && framing?.indents === true)
      message.text = message.text.replace(
        /\n( +)/g,
        (_, blanks: string) => `\n${blanks.slice(indentOf(blanks, extra))}`,
      )
    if (message.lostBefore === undefined) this.#sequence.count(message)
    return framing
  }

  #joinsPiece(found: Draft, key: string, open: boolean): boolean {
    const { framing } = found
    const before = this.#pending
    if (before === undefined || this.#openKey !== key || before.framing !== framing) return false
    if (isFull(before)) return false
    before.text += found.text
    goOnTo(before, found)
    this.#openKey = open ? key : ''
    return true
  }

  #joinsFragment(found: Draft, fragment: Joint['fragment']): boolean {
    const before = this.#pending
    if (before === undefined || before.framing !== found.framing || before.caller !== found.caller)
      return false
    if (isFull(before) || (fragment === 'c' && this.#oldFragments)) return false
    // What it goes on with was lost.
    if (found.lostBefore !== undefined) return false
    if (fragment === '+') this.#undoGuess()
    else this.#beforeFragment = { text: before.text, lastLine: before.lastLine, fragment: found }
    const target = this.#pending ?? before
    target.text += found.text
    goOnTo(target, found)
    return true
  }

  /** `+` shows that this is an old kernel: the `c` before it began a line instead of going on with one. */
  #undoGuess(): void {
    this.#oldFragments = true
    const guess = this.#beforeFragment
    if (guess === undefined || this.#pending === undefined) return
    this.#pending.text = guess.text
    goOnTo(this.#pending, { lastLine: guess.lastLine })
    this.#finishMessage()
    this.#pending = guess.fragment
  }
}

/** Moves the end of a message, and that of its text where it has lines of its own. */
function goOnTo(message: Draft, { lastLine, textLines }: Pick<Draft, 'lastLine' | 'textLines'>): void {
  message.lastLine = lastLine
  if (message.textLines !== undefined)
    message.textLines = [message.textLines[0], textLines?.[1] ?? Math.max(message.textLines[0], lastLine)]
}

/**
 * How many blanks to take off below this coat, or 0. util-linux counts the bytes of the coat, which in other locales
 * are more than its characters.
 */
function indentOf(text: string, coat: string): number {
  let blanks = 0
  while (text.charCodeAt(blanks) === 32) blanks++
  if (blanks < coat.length) return 0
  const bytes = new TextEncoder().encode(coat).length
  return blanks >= bytes ? bytes : coat.length
}

function isFull(found: Draft): boolean {
  return found.text.length > LONGEST_MESSAGE
}
