import type { LogLine } from '../record/line.js'
import type { Problem } from '../record/problem.js'
import type { Classified } from './classify.js'
import { type Construct, rankOf } from './construct.js'
import { type Draft, newDraft } from './draft.js'

/** Any of these shows that the trace has begun. */
const TRACE = ['identity', 'hardware', 'trace-heading', 'frame', 'cpuset']
const MAX_UNEXPLAINED = 200
const MAX_TEXT = 500

/** How far a dump has come, and what it has: decides which line can still be its own. */
class Progress {
  readonly draft: Draft = newDraft()
  #rank = 0
  readonly #keys = new Set<string>()

  accepts({ form, value }: Classified): boolean {
    if (rankOf(form.part) < this.#rank) return false
    if (form.once !== undefined && this.#keys.has(`${form.name} ${form.once(value)}`)) return false
    return form.fits?.(this.draft, value) ?? true
  }

  take({ form, value }: Classified, line: LogLine, at: number): void {
    this.#rank = Math.max(this.#rank, rankOf(form.part))
    if (form.once !== undefined) this.#keys.add(`${form.name} ${form.once(value)}`)
    form.fold(this.draft, value, { line, at })
    this.draft.seen.add(form.name)
    this.draft.last = form.name
  }
}

/**
 * One dump while its lines come in.
 *
 * When a dump begins before the one ahead of it has ended, either that one was cut, and every line from now on is the
 * new one's; or the two run into each other, and a line that both could have is nobody's. Which it is shows only later,
 * so the new dump keeps two books: `#sure` has what no other dump could have had, `#hopeful` has that and the contested
 * lines. `settle` keeps one of them.
 */
export class Gathering {
  readonly first: LogLine
  /** The form of its first line. */
  begunBy = ''
  kind: 'oom' | 'allocation' | 'show-memory' | 'unknown'
  lastLine: number
  lastTaken: LogLine
  /** The line of the row whose name the last line went on with. */
  namedFrom: number | undefined
  foreignLines = 0
  lostLines = 0
  readonly unexplained: { line: number; text: string }[] = []
  /** Lines that a console has garbled. */
  readonly damagedLines: number[] = []
  /** Lines that this dump or one that is interleaved with it has: left out of both. */
  readonly contestedLines: number[] = []
  /** Dumps that began while this one was open: until they are settled it cannot be told what this one lacks. */
  readonly younger: Gathering[] = []
  /** The first dump that began before this one took its last line. */
  interruptedBy: Gathering | undefined
  /** It ran to its end inside an older dump, which then went on. */
  beganInside = false
  closed = false
  /** Closed, but a report of the reaper can still come. */
  waiting = false
  /** The console dropped messages meanwhile, and then often characters too. */
  overrun = false
  /** The count of the host's kernel lines, and that of all lines of the input, when this dump last took one. */
  takenAt = 0
  takenAtLine = 0
  /** How long the reader had waited for more by then. */
  takenAtMs = 0
  #sure = new Progress()
  #hopeful: Progress | undefined
  #older: readonly Gathering[] = []
  #contested: { readonly read: Classified; readonly line: LogLine; readonly at: number }[] = []
  readonly #contestedNames = new Set<string>()
  #interleaved = false
  #pendingForeign = 0
  #pendingLost = 0
  #pendingDamaged: number[] = []
  #pendingUnexplained: { line: number; text: string }[] = []

  constructor(first: LogLine, kind: Gathering['kind'], older: readonly Gathering[]) {
    this.first = first
    this.lastTaken = first
    this.lastLine = first.firstLine
    this.kind = kind
    if (older.length > 0) {
      this.#older = older
      this.#hopeful = new Progress()
      for (const dump of older) dump.younger.push(this)
    }
  }

  get draft(): Draft {
    return this.#sure.draft
  }

  /** The draft with the contested lines in it. */
  get likely(): Draft {
    return (this.#hopeful ?? this.#sure).draft
  }

  /** Whether the dump has such a line, or one of those that are contested. */
  mayHave(name: string): boolean {
    return this.draft.seen.has(name) || this.#contestedNames.has(name)
  }

  /** Whether such a line came that this dump or another could have. */
  hasContested(name: string): boolean {
    return this.#contestedNames.has(name)
  }

  /** A dump that ends in a death, a panic or nothing to kill: only what follows such an end can still come. */
  get ended(): boolean {
    return hasEnd(this.likely)
  }

  /** Whether the line can be this dump's for all that is sure: its place, its being the only one, the names in it. */
  accepts(read: Classified): boolean {
    if (!this.#canHave(read) || !this.#sure.accepts(read)) return false
    // One that interrupted another and has run to its end takes nothing that the other goes on with.
    return !this.ended || this.#interleaved || (this.#hopeful?.accepts(read) ?? true)
  }

  #canHave({ form }: Classified): boolean {
    if (form.part === 'head' || this.closed) return false
    if (this.kind === 'show-memory') return form.part === 'memory' || form.part === 'tail'
    if (form.part === 'memory' && (hasNoMemInfo(this.#sure.draft) || this.#isBeforeTrace())) return false
    return this.kind === 'allocation' ? form.dumps !== 'oom' : form.dumps !== 'allocation'
  }

  /** Between the head and the trace nothing else is printed: Mem-Info that comes there is another's (SysRq-m). */
  #isBeforeTrace(): boolean {
    const { seen } = this.#sure.draft
    return (
      seen.has('invocation') &&
      !TRACE.some((name) => seen.has(name)) &&
      this.lostLines + this.#pendingLost === 0
    )
  }

  take(read: Classified, line: LogLine, at: number): void {
    this.interruptedBy ??= this.younger[0]
    this.namedFrom = undefined
    this.#advance(read, line, at)
    this.#sure.take(read, line, at)
    this.#hopeful?.take(read, line, at)
  }

  /** Another open dump could have the line as well. If even the hopeful book has no place for it, the dumps are interleaved. */
  contest(read: Classified, line: LogLine, at: number): void {
    this.#contested.push({ read, line, at })
    this.#contestedNames.add(read.form.name)
    for (const dump of this.#older) dump.#contestedNames.add(read.form.name)
    if (this.#hopeful?.accepts(read) === true) {
      this.#advance(read, line, at)
      this.#hopeful.take(read, line, at)
    } else this.#interleaved = true
  }

  /** An older dump has a line that this one cannot have: the two are interleaved, or the older one was interrupted. */
  olderGoesOn(read: Classified): void {
    if (this.closed || this.#interleaved) return
    if (this.#lacksRowOfTrigger(read)) {
      this.beganInside = false
      this.#interleaved = true
    } else if (!this.beganInside) {
      if (hasEnd(this.draft) || (this.ended && this.#hasRowOf(read))) this.beganInside = true
      else this.#interleaved = true
    }
  }

  /** A process is listed once: a row of one that this table has is the other's, and an end that comes before it is not. */
  #hasRowOf(read: Classified): boolean {
    return this.#hasTable && isRow(read) && this.#lists(read.value.pid)
  }

  /**
   * The process that this dump began with is in its table, too: where its row comes only now, the rows and the end before
   * are not surely its own.
   */
  #lacksRowOfTrigger(read: Classified): boolean {
    const { pid } = this.draft.trigger
    return this.#hasTable && isRow(read) && read.value.pid === pid && !this.#lists(pid)
  }

  get #hasTable(): boolean {
    return this.draft.seen.has('table-header')
  }

  #lists(wanted: number): boolean {
    return this.likely.rows.some(({ pid }) => pid === wanted)
  }

  #advance({ form }: Classified, line: LogLine, at: number): void {
    this.foreignLines += this.#pendingForeign
    this.lostLines += this.#pendingLost
    for (const one of this.#pendingUnexplained)
      if (this.unexplained.length < MAX_UNEXPLAINED) this.unexplained.push(one)
    this.#pendingForeign = 0
    for (const line of this.#pendingDamaged) this.damagedLines.push(line)
    this.#pendingLost = 0
    this.#pendingDamaged = []
    this.#pendingUnexplained = []
    this.lastTaken = line
    this.lastLine = Math.max(this.lastLine, at, line.text.includes('\n') ? at : line.lastLine)
    if (form.dumps === 'oom' && this.kind === 'unknown') this.kind = 'oom'
  }

  /** Changes the draft beside its lines. */
  edit(change: (draft: Draft) => void): void {
    change(this.#sure.draft)
    if (this.#hopeful !== undefined) change(this.#hopeful.draft)
  }

  /** A line that ends before its end: what stands whole in it is kept, and the rest told. */
  takeCut(form: Construct, text: string, problem: Problem, at: number): void {
    this.edit((draft) => {
      form.foldCut?.(draft, text, at)
      draft.problems.push(problem)
    })
    this.lastLine = Math.max(this.lastLine, at)
  }

  foreign(): void {
    this.#pendingForeign++
  }

  /** A line that a console has garbled. */
  damage(at: number): void {
    this.#pendingLost++
    this.#pendingDamaged.push(at)
  }

  lose(count: number, reason?: string): void {
    this.#pendingLost += count
    if (reason === 'printk-dropped') this.overrun = true
  }

  unexplain(at: number, text: string): void {
    if (this.#pendingUnexplained.length < MAX_UNEXPLAINED)
      this.#pendingUnexplained.push({
        line: at,
        text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text,
      })
  }

  close(): void {
    this.closed = true
    this.#settle()
  }

  #settle(): void {
    const hopeful = this.#hopeful
    this.#hopeful = undefined
    if (hopeful === undefined) return
    const older = this.#older
    this.#older = []
    if (!this.#interleaved) {
      this.#sure = hopeful
      return
    }
    for (const { read, line, at } of this.#contested) {
      for (const dump of [this, ...older]) {
        dump.contestedLines.push(at)
        if (read.form.part === 'kill') readAside(dump.draft, read, line, at)
      }
    }
  }
}

function isRow(read: Classified): read is Classified & { readonly value: { readonly pid: number } } {
  return read.form.name === 'task-row'
}

/**
 * From 3.9 on, when the statistics came, a dump of a memory cgroup has no Mem-Info: one that comes is another's. Until
 * 3.8 it follows the counters; before those the trace tells whose dump it is.
 */
function hasNoMemInfo({ stats, seen, frames }: Draft): boolean {
  // Counters without the heading of both paths are those of 5.0 and later.
  if (stats.length > 0 || (seen.has('memcg-counter') && !seen.has('task-in'))) return true
  return (
    !seen.has('memcg-counter') && frames.some(({ symbol }) => symbol.startsWith('mem_cgroup_out_of_memory'))
  )
}

/** A kill line of one of several dumps: told with each of them as possible. */
function readAside(draft: Draft, { form, value }: Classified, line: LogLine, at: number): void {
  const aside = newDraft()
  form.fold(aside, value, { line, at })
  draft.possibleVictims.push(...aside.victims)
}

function hasEnd({ victims, panic, noKillable }: Draft): boolean {
  return victims.length > 0 || panic !== undefined || noKillable === true
}
