import { inputLineOf, type LogLine } from '../record/line.js'
import type { Problem } from '../record/problem.js'
import { ANCHORS } from './anchors.js'
import { type Classified, classify, classifyNamed } from './classify.js'
import type { Construct } from './construct.js'
import type { Reaping } from './constructs/after.js'
import { statsCut } from './constructs/memcg.js'
import { Gathering } from './gathering.js'
import { type Notice, readNotice } from './notices.js'
import { beginsPieces, Pieces } from './pieces.js'
import { isKernels, isOtherSubsystems } from './senders.js'
import { isTaskName } from './task-name.js'

/** A dump with a hole this long in the kernel's own time was cut, and what follows is another's. */
const SILENCE_SEC = 300
/** So many kernel lines after the last one that it took, a dump will not go on. */
const SILENCE_LINES = 2000
/** A reaper reports within seconds: a dump waits for it so many lines, then it is handed on. */
const WAIT_LINES = 500
/** With so many dumps waiting for their reaper lines, the oldest is handed on. */
const MAX_WAITING = 64
/** So many lines of the input, whoever wrote them, are as long a silence: a journal can have few of the kernel's. */
const SILENCE_INPUT_LINES = 10_000
/** The same while so many dumps wait that they would fill the memory: thousands of machines in one log. */
const MANY_DUMPS = 2000
const SILENCE_AMID_MANY = 2000
/** A dump that has ended takes single lines that begin dumps as well, and soon none. */
const LINGER_LINES = 200
/** Where a log is read while it grows: so long after its last line nothing more comes for a dump that has ended, … */
const ENDED_MS = 1500
/** … and for one that has not: a serial console with 9600 baud has long breaks. */
const STALLED_MS = 30_000
/** How often the open dumps are looked over: after so many kernel lines, and so many of anybody's. */
const AGING_LINES = 64
const AGING_INPUT_LINES = 1024
/** A SysRq line belongs to the OOM that begins within so many lines. */
const MANUAL_LINES = 40
/** Dumps that one printer can have open: more of them are heads without a body, and the oldest will not go on. */
const MAX_OPEN = 4
/** A record of the kernel has about 1 KiB of text, the longest summary in pieces some more: longer lines are not its own. */
const MAX_TEXT = 16_384
const MAX_HOSTS = 4096
const MAX_PROBLEMS = 1000
/** So many victims are remembered, for reports of the reaper that come late. */
const MAX_KILLED = 4096

/** A line with a pid in it. */
const NAMES_PROCESS = /\bpid: ?\d|process \d+ \(|^\[ *\d+\]|,pid=\d/i

/** Lines of one printing task (CONFIG_PRINTK_CALLER), or of the whole kernel where the log does not tell. */
interface Printer {
  open: Gathering[]
  pieces?: Pieces | undefined
}

interface Host {
  readonly printers: Map<string, Printer>
  /** Ended dumps that a reaper line can still come for. */
  ended: Gathering[]
  openDumps: number
  /** Kernel lines that were read while a dump was open or waiting. */
  lines: number
  /** Processes whose records were handed on. */
  readonly killed: Set<number>
  lastSec: number | undefined
  previous: LogLine | undefined
  doubled: boolean
  manualUntil: number
  /** The console could not keep up: it drops messages, and characters in the middle of lines. */
  overrun: boolean
}

export interface Gap {
  readonly line: number
  readonly reason: string
  readonly lost?: number
}

/**
 * Gathers the lines of one input into dumps: several at once, cut, interleaved, with other lines between theirs. Hands
 * each dump on when nothing more can come for it, in the order in which they began.
 */
export class Assembler {
  readonly gaps: Gap[] = []
  readonly problems: Problem[] = []
  readonly #sink: (dump: Gathering) => void
  readonly #hosts = new Map<string, Host>()
  #hostsBound = MAX_HOSTS
  /** Those that have a line in pieces before them. */
  readonly #inPieces = new Set<Printer>()
  /** Lines of the input so far. */
  #lines = 0
  #agedAt = 0
  #waitedMs = 0
  /** All dumps that were not handed on, in the order in which they began. */
  #queue: Gathering[] = []

  constructor(sink: (dump: Gathering) => void) {
    this.#sink = sink
  }

  /** A line of another log in the same input, which another room has read. */
  foreign(line: LogLine): void {
    this.#count()
    if (this.#queue.length === 0) return
    for (const { open } of this.#hostOf(line).printers.values()) for (const dump of open) dump.foreign()
  }

  push(line: LogLine): void {
    this.#count()
    const host = this.#hostOf(line)
    this.#watchSequence(host, line)
    const notice = readNotice(line)
    if (notice !== undefined) this.#note(host, line, notice)
    if (!isKernels(line)) {
      this.#refuse(host, line)
      return
    }
    this.#watchClock(host, line)
    const printer = printerOf(host, line)
    if (notice !== undefined) return
    const isDouble = this.#isDouble(host, line)
    if (
      host.openDumps === 0 &&
      host.ended.length === 0 &&
      printer.pieces === undefined &&
      !ANCHORS.test(line.text)
    )
      return
    host.lines++
    if (!isDouble) this.#read(host, printer, line)
    if (host.lines % AGING_LINES > 0) return
    this.#age(host)
    this.#flush(false)
  }

  /** So many lines were passed over, none of which may begin a dump. */
  skip(lines: number): void {
    this.#lines += lines
    this.#ageAll()
  }

  /** Whether lines that cannot begin a dump can be passed over: no dump is in the middle of its lines. */
  get isIdle(): boolean {
    return (
      this.#inPieces.size === 0 &&
      this.#queue.every(
        (dump) => dump.closed || (dump.ended && this.#lines - dump.takenAtLine >= LINGER_LINES),
      )
    )
  }

  /** For so long there was nothing more to read; `inLine`: and the last line has no end yet. */
  waited(ms: number, inLine: boolean): void {
    this.#waitedMs += ms
    for (const host of this.#hosts.values()) {
      const over = host.ended.filter((dump) => this.#isOver(dump, ENDED_MS))
      for (const printer of host.printers.values()) {
        const isCut = inLine || printer.pieces !== undefined
        for (const dump of printer.open) {
          if (!this.#isOver(dump, dump.ended && !isCut ? ENDED_MS : STALLED_MS)) continue
          // The rest of the line may be the dump's end, whenever it comes.
          if (!dump.ended && inLine) continue
          this.#dropPieces(printer)
          doubtLastName(dump)
          this.#close(host, printer, dump)
          over.push(dump)
        }
      }
      for (const dump of over) dump.waiting = false
      host.ended = host.ended.filter(({ waiting }) => waiting)
    }
    this.#flush(false)
  }

  #isOver({ takenAtMs }: Gathering, ms: number): boolean {
    return this.#waitedMs - takenAtMs >= ms
  }

  /** The first line of an input, when the others show that it has lost its beginning. */
  refuseCutHead({ text, firstLine }: LogLine): void {
    if (ANCHORS.test(text))
      this.#problem({
        code: 'cut-line',
        message: 'the input begins inside a line, which is not read',
        line: firstLine,
      })
  }

  end(): void {
    for (const host of this.#hosts.values()) {
      for (const { open } of host.printers.values()) for (const dump of open) doubtLastName(dump)
      this.#closeAll(host)
    }
    this.#flush(true)
  }

  #read(host: Host, printer: Printer, line: LogLine): void {
    if (printer.pieces !== undefined && this.#joined(host, printer, line)) return
    const { text } = line
    // Pieces of a garbled line, as long as the dump goes on: behind its end, a paste without stamps can begin.
    if (line.framing === 'bare' && printer.open.some(isOpenOnConsole)) {
      for (const dump of printer.open) dump.damage(line.firstLine)
      return
    }
    if (!text.includes('\n')) {
      this.#readOne(host, printer, line, text, line.firstLine)
      return
    }
    const whole = text.length > MAX_TEXT ? undefined : classifyNamed(text)
    if (whole !== undefined) {
      this.#accept(host, printer, whole, line, line.firstLine, line.lastLine)
      return
    }
    const lines = text.split('\n')
    for (const [index, one] of lines.entries())
      this.#readOne(host, printer, line, one, inputLineOf(line, index))
  }

  #readOne(host: Host, printer: Printer, line: LogLine, text: string, at: number): void {
    if (text.trim() === '') return
    const read = text.length > MAX_TEXT ? undefined : classify(text)
    // What is left of a statistic at the end of a record can also be the rest of a name, where a row stands before it.
    if (read?.form === statsCut && this.#continuesName(printer, line, text)) return
    if (read !== undefined) {
      // Pieces that the framing has joined stand in several lines of the input, and the last one is where it ends.
      this.#accept(host, printer, read, line, at, line.text === text ? line.lastLine : at)
      return
    }
    const begun = text.length > MAX_TEXT ? undefined : beginsPieces(text)
    if (begun !== undefined && (begun.begins === true || printer.open.length > 0)) {
      this.#dropPieces(printer)
      this.#inPieces.add(printer)
      printer.pieces = new Pieces(begun, { ...line, text, firstLine: at, lastLine: at })
      return
    }
    if (this.#continuesName(printer, line, text)) return
    if (host.overrun && line.framing === 'console' && !isOtherSubsystems(text))
      for (const dump of printer.open) dump.damage(at)
    else this.#nobodys(host, printer, text, at)
  }

  /** A line inside the span of open dumps that none of them has. */
  #nobodys(host: Host, printer: Printer, text: string, at: number): void {
    const others = isOtherSubsystems(text)
    for (const one of host.printers.values())
      for (const dump of one.open) {
        if (others || one !== printer) dump.foreign()
        else dump.unexplain(at, text)
      }
  }

  /** Routes a line, unless the input ends in it (`end`) in a place that its construct cannot see. */
  #accept(host: Host, printer: Printer, read: Classified, line: LogLine, at: number, end: number): void {
    const { whenCut, openEnd, name } = read.form
    const cut = line.unterminated === true && end === line.lastLine && openEnd === true
    if (cut && whenCut === undefined) {
      this.#cut(printer, end, name)
      return
    }
    const taker = this.#route(host, printer, read, line, at)
    if (taker !== undefined) taker.lastLine = Math.max(taker.lastLine, end)
    if (!cut) return
    taker?.edit((draft) => {
      const doubt = whenCut?.(draft, read.value)
      if (doubt !== undefined) draft.problems.push({ code: 'cut-line', message: doubt, line: end })
    })
  }

  /** Joins a line to the pieces before it. */
  #joined(host: Host, printer: Printer, line: LogLine): boolean {
    const { pieces } = printer
    if (pieces === undefined) return false
    const joined = pieces.join(line)
    if (joined === 'more') return true
    if (joined === undefined) {
      if (!pieces.wait()) this.#dropPieces(printer)
      return false
    }
    printer.pieces = undefined
    this.#inPieces.delete(printer)
    this.#accept(host, printer, joined, pieces.whole, pieces.first.firstLine, line.lastLine)
    return true
  }

  #dropPieces(printer: Printer): void {
    const { pieces } = printer
    printer.pieces = undefined
    this.#inPieces.delete(printer)
    if (pieces === undefined) return
    const { form, first, whole } = pieces
    const problem = {
      code: 'cut-line',
      message: `the ${form.name} line ends before its end`,
      line: first.firstLine,
    }
    const dumps = printer.open.filter((one) => one.first.firstLine <= first.firstLine)
    const [dump] = dumps
    if (dump === undefined) this.#problem(problem)
    // Of several dumps that are open at once, whose half a line is cannot be told.
    else if (dumps.length === 1) dump.takeCut(form, whole.text, problem, first.firstLine)
    else for (const one of dumps) one.edit(({ problems }) => problems.push(problem))
  }

  /** A console prints the line feed in a process name as a new line: what follows a short name is its rest. */
  #continuesName(printer: Printer, line: LogLine, text: string): boolean {
    const dump = printer.open.at(-1)
    const row = dump?.draft.rows.at(-1)
    if (dump === undefined || row === undefined || dump.ended || line.unterminated === true) return false
    const adjacent = dump.lastTaken.lastLine + 1 === line.firstLine && dump.lastTaken.printed === line.printed
    const isOfRow = row.line === dump.lastTaken.firstLine || row.line === dump.namedFrom
    if (!adjacent || !isOfRow || row.comm.length + 1 + text.length > 15) return false
    dump.edit(({ rows }) => {
      const last = rows.at(-1)
      if (last !== undefined) last.comm += `\n${text}`
    })
    dump.lastLine = Math.max(dump.lastLine, line.lastLine)
    dump.lastTaken = line
    dump.namedFrom = row.line
    return true
  }

  #cut(printer: Printer, at: number, name: string): void {
    const problem = {
      code: 'cut-line',
      message: `the input ends in the ${name} line, which may be cut`,
      line: at,
    }
    const dump = printer.open.at(-1)
    if (dump === undefined) this.#problem(problem)
    else {
      dump.edit(({ problems }) => problems.push(problem))
      dump.lastLine = Math.max(dump.lastLine, at)
    }
  }

  /** Gives a line to the dump that it belongs to, or to the youngest of those that it may belong to. */
  #route(host: Host, printer: Printer, read: Classified, line: LogLine, at: number): Gathering | undefined {
    const { form } = read
    if (form.name === 'reaper') {
      this.#reap(host, printer, read, line, at)
      return undefined
    }
    if (isNamedTooLong(read, line)) {
      this.#refuseName(printer, host, form, at)
      return undefined
    }
    if (form.part === 'head') return this.#begin(host, printer, read, line, at)
    const [only] = printer.open
    const takers =
      only !== undefined && printer.open.length === 1
        ? only.accepts(read)
          ? [only]
          : []
        : meantBy(
            read,
            printer.open.filter((dump) => dump.accepts(read)),
          )
    const [taker, ...others] = takers
    const refused = form.refuses?.(read.value)
    if (refused !== undefined) {
      // What no kernel prints can still be the kernel's line with its numbers made unknowable: where the dump has named it.
      const named = taker !== undefined && form.prefers?.(taker.draft, read.value) === true
      if (!named) {
        this.#problem({ code: 'untrusted-line', message: `not read: ${refused}`, line: at })
        this.#nobodys(host, printer, '', at)
        return undefined
      }
      taker.edit(({ problems }) => problems.push({ code: 'implausible-size', message: refused, line: at }))
    }
    if (taker === undefined) {
      const rivals = rivalsIn(printer)
      // Where all that is open began with this very form (`grep oom-kill:`), each has its own, and this one is the next.
      const isContested = rivals.length > 1 && rivals.some(({ begunBy }) => begunBy !== form.name)
      if (form.begins === true && isContested) rivals.at(-1)?.contest(read, line, at)
      else if (form.begins === true) return this.#begin(host, printer, read, line, at)
      else for (const one of host.printers.values()) for (const dump of one.open) dump.foreign()
      return undefined
    }
    // Where one death could be of either dump, the next one is not surely that of the dump that still lacks one.
    const rival =
      others.length === 0 && form.part === 'kill' ? rivalFor(printer, taker, form.name) : undefined
    if (rival !== undefined) {
      rival.contest(read, line, at)
      return rival
    }
    if (others.length === 0) {
      taker.take(read, line, at)
      this.#markTaken(host, taker)
      for (const one of host.printers.values())
        for (const dump of one.open) if (dump !== taker) dump.foreign()
      for (const dump of taker.younger) dump.olderGoesOn(read)
      return taker
    }
    const youngest = others.at(-1)
    youngest?.contest(read, line, at)
    for (const dump of takers) this.#markTaken(host, dump)
    return youngest
  }

  #refuseName(printer: Printer, host: Host, { name }: Construct, at: number): void {
    this.#problem({
      code: 'untrusted-line',
      message: `not read: before the ${name} stands more than the name of a task`,
      line: at,
    })
    this.#nobodys(host, printer, '', at)
  }

  #begin(host: Host, printer: Printer, read: Classified, line: LogLine, at: number): Gathering {
    for (const dump of [...printer.open])
      if (
        dump.ended ||
        dump.kind === 'allocation' ||
        (dump.kind === 'show-memory' && dump.draft.seen.has('page-total'))
      )
        this.#close(host, printer, dump)
    this.#makeRoom(host, printer)
    // Mem-Info that an open dump cannot have is SysRq's, or one that has lost its head: it takes no other lines.
    const kind =
      read.form.part === 'memory' && printer.open.some((dump) => dump.kind === 'oom')
        ? 'show-memory'
        : kindOf(read)
    const dump = new Gathering(
      { ...line, firstLine: at },
      kind,
      kind === 'show-memory' ? [] : rivalsIn(printer),
    )
    dump.begunBy = read.form.name
    printer.open.push(dump)
    host.openDumps++
    this.#queue.push(dump)
    dump.take(read, line, at)
    this.#markTaken(host, dump)
    if (host.manualUntil >= line.firstLine)
      dump.edit(({ trigger }) => {
        trigger.manual = true
      })
    host.manualUntil = 0
    return dump
  }

  #makeRoom(host: Host, printer: Printer): void {
    while (printer.open.length >= MAX_OPEN) {
      const [oldest] = printer.open
      if (oldest !== undefined) this.#close(host, printer, oldest)
    }
  }

  /** The reaper is a thread of its own: its line is anybody's whose victim it names. */
  #reap(host: Host, printer: Printer, read: Classified, line: LogLine, at: number): void {
    const { pid } = read.value as Reaping
    const all = [...host.ended, ...[...host.printers.values()].flatMap(({ open }) => open)]
    const dump =
      all.findLast(({ likely }) => likely.victimPids.has(pid)) ??
      all.findLast(({ likely }) => expects(likely, pid))
    if (dump !== undefined) {
      const adjacent = dump.lastLine + 1 === at
      dump.edit((draft) => read.form.fold(draft, read.value, { line, at }))
      if (adjacent) dump.lastLine = at
      if (dump.waiting && isReaped(dump)) {
        dump.waiting = false
        host.ended.splice(host.ended.indexOf(dump), 1)
        this.#flush(false)
      }
      return
    }
    if (host.killed.has(pid)) {
      this.#problem({
        code: 'late-reaper',
        message: `the reaper's report of process ${pid} came too late for its record`,
        line: at,
      })
      return
    }
    this.#close(host, printer, this.#begin(host, printer, read, line, at))
  }

  #note(host: Host, line: LogLine, notice: Notice): void {
    if (notice.kind === 'lost') {
      this.#gap({ line: line.firstLine, reason: notice.reason, lost: notice.lost })
      if (notice.reason === 'printk-dropped') host.overrun = true
      if (notice.reason !== 'callbacks-suppressed')
        for (const { open } of host.printers.values())
          for (const dump of open) dump.lose(notice.lost, notice.reason)
    } else if (notice.kind === 'boot') {
      this.#reboot(host)
    } else if (notice.kind === 'manual-oom') host.manualUntil = line.firstLine + MANUAL_LINES
    else if (notice.kind === 'show-memory') {
      const printer = printerOf(host, line)
      for (const dump of [...printer.open]) if (dump.kind === 'show-memory') this.#close(host, printer, dump)
      this.#makeRoom(host, printer)
      const dump = new Gathering(line, 'show-memory', [])
      printer.open.push(dump)
      host.openDumps++
    } else for (const { open } of host.printers.values()) for (const dump of open) dump.foreign()
  }

  /** A line of another sender. One that looks like the kernel's verdict is told, for somebody may want it believed. */
  #refuse(host: Host, line: LogLine): void {
    for (const { open } of host.printers.values()) for (const dump of open) dump.foreign()
    if (ANCHORS.test(line.text) && classifyNamed(line.text)?.form.begins === true)
      this.#problem({
        code: 'untrusted-line',
        message: `a line like the kernel's own, but written by ${writerOf(line)}: not read`,
        line: line.firstLine,
      })
  }

  #watchClock(host: Host, { monotonicSec: now }: LogLine): void {
    if (now === undefined) return
    const before = host.lastSec
    host.lastSec = now
    if (before === undefined) return
    // The kernel's clock never runs backwards within a boot; printers on several CPUs can be a little out of order.
    if (now < before - 5) this.#reboot(host)
    else if (now > before + SILENCE_SEC) this.#closeOpen(host)
  }

  /** Two collectors of one log write each line twice. A trace can really have the same line twice. */
  #isDouble(host: Host, line: LogLine): boolean {
    const { previous } = host
    host.previous = line
    if (previous === undefined || line.printed === undefined) return false
    const { text } = line
    if (previous.text !== text || previous.printed !== line.printed || previous.caller !== line.caller)
      return false
    // With stamps of a second two dumps can print the same line; one that names a process is printed once.
    if (
      line.monotonicSec === undefined ? !NAMES_PROCESS.test(text) : text.trim() === '' || text.includes('+0x')
    )
      return false
    if (!host.doubled && (host.openDumps > 0 || ANCHORS.test(line.text))) {
      host.doubled = true
      this.#problem({
        code: 'doubled-lines',
        message: 'lines stand twice: they are read once',
        line: line.firstLine,
      })
    }
    return true
  }

  #watchSequence(host: Host, { lostBefore = 0, firstLine }: LogLine): void {
    if (lostBefore === 0) return
    this.#gap({ line: firstLine, reason: 'sequence-gap', lost: lostBefore })
    for (const { open } of host.printers.values()) for (const dump of open) dump.lose(lostBefore)
  }

  #count(): void {
    this.#lines++
    if (this.#lines - this.#agedAt >= AGING_INPUT_LINES) this.#ageAll()
  }

  #ageAll(): void {
    this.#agedAt = this.#lines
    if (this.#queue.length === 0) return
    for (const host of this.#hosts.values()) if (host.openDumps > 0 || host.ended.length > 0) this.#age(host)
    this.#flush(false)
  }

  #age(host: Host): void {
    for (const printer of host.printers.values()) {
      for (const dump of [...printer.open])
        if (this.#isSilent(host, dump, SILENCE_LINES)) this.#close(host, printer, dump)
    }
    while (host.ended.length > 0) {
      const [oldest] = host.ended
      if (
        oldest === undefined ||
        (!this.#isSilent(host, oldest, WAIT_LINES) && host.ended.length <= MAX_WAITING)
      )
        break
      oldest.waiting = false
      host.ended.shift()
    }
  }

  #markTaken(host: Host, dump: Gathering): void {
    dump.takenAt = host.lines
    dump.takenAtLine = this.#lines
    dump.takenAtMs = this.#waitedMs
  }

  #isSilent(host: Host, dump: Gathering, lines: number): boolean {
    const inputLines = this.#queue.length > MANY_DUMPS ? SILENCE_AMID_MANY : SILENCE_INPUT_LINES
    return host.lines - dump.takenAt > lines || this.#lines - dump.takenAtLine > inputLines
  }

  #closeOpen(host: Host): void {
    for (const printer of host.printers.values()) {
      this.#dropPieces(printer)
      for (const dump of [...printer.open]) this.#close(host, printer, dump)
    }
    host.manualUntil = 0
  }

  #closeAll(host: Host): void {
    this.#closeOpen(host)
    for (const dump of host.ended) dump.waiting = false
    host.ended.length = 0
    this.#flush(false)
  }

  /** Pids begin anew: nothing of the last boot can come any more. */
  #reboot(host: Host): void {
    this.#closeAll(host)
    host.killed.clear()
  }

  #close(host: Host, printer: Printer, dump: Gathering): void {
    dump.close()
    host.openDumps--
    printer.open = printer.open.filter((one) => one !== dump)
    this.#markTaken(host, dump)
    if (dump.kind === 'oom' && !isReaped(dump)) {
      dump.waiting = true
      host.ended.push(dump)
    }
    for (const { pid } of dump.draft.victims) host.killed.add(pid)
    for (const pid of host.killed) {
      if (host.killed.size <= MAX_KILLED) break
      host.killed.delete(pid)
    }
    this.#flush(false)
  }

  /** Hands on what is done, from the front of the queue. */
  #flush(all: boolean): void {
    let done = 0
    for (const dump of this.#queue) {
      if (!all && (!dump.closed || dump.waiting || dump.younger.some(({ closed }) => !closed))) break
      done++
    }
    if (done === 0) return
    for (const dump of this.#queue.splice(0, done)) this.#sink(dump)
  }

  #gap(gap: Gap): void {
    if (this.gaps.length < MAX_PROBLEMS) this.gaps.push(gap)
  }

  #problem(problem: Problem): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem)
  }

  /** Where most are in the middle of something, they are not looked through for each new one. */
  #forgetIdleHosts(): void {
    for (const [name, { openDumps, ended }] of this.#hosts)
      if (openDumps === 0 && ended.length === 0) this.#hosts.delete(name)
    this.#hostsBound = Math.max(MAX_HOSTS, 2 * this.#hosts.size)
  }

  #hostOf({ host = '' }: LogLine): Host {
    const known = this.#hosts.get(host)
    if (known !== undefined) return known
    const created: Host = {
      printers: new Map(),
      ended: [],
      killed: new Set(),
      openDumps: 0,
      lines: 0,
      lastSec: undefined,
      previous: undefined,
      doubled: false,
      manualUntil: 0,
      overrun: false,
    }
    if (this.#hosts.size >= this.#hostsBound) this.#forgetIdleHosts()
    this.#hosts.set(host, created)
    return created
  }
}

function writerOf({ byProcess, uid, sender = 'user space' }: LogLine): string {
  if (byProcess !== true) return sender
  return `a process${uid === undefined ? '' : ` of user ${uid}`}`
}

/** Kernel lines that end in a path which anybody chooses (kernel/cgroup/pids.c, 4.3 and later). */
const ENDS_IN_PATH = /^cgroup: fork rejected by pids controller in /

/**
 * A line whose coat is known begins with its message: what is longer than a name there is another message, which quotes a
 * path or the name of a device. Only before bare lines an unknown prefix may stand.
 */
function isNamedTooLong({ form, value }: Classified, line: LogLine): boolean {
  const name = form.taskName?.(value)
  if (name === undefined || isTaskName(name)) return false
  return line.framing !== 'bare' || ENDS_IN_PATH.test(name)
}

/** A name that begins with a line feed looks empty when the input ends right behind it. */
function doubtLastName(dump: Gathering): void {
  if (dump.draft.last !== 'task-row' || dump.draft.rows.at(-1)?.comm !== '') return
  const line = dump.draft.rows.at(-1)?.line ?? dump.lastLine
  dump.edit(({ problems }) =>
    problems.push({ code: 'cut-line', message: 'the input ends in a task row without a name', line }),
  )
}

/** Nothing more can come for a dump all of whose victims were reaped, or that has none. */
function isReaped({ draft: { victims, reaped, possibleVictims } }: Gathering): boolean {
  return [...victims, ...possibleVictims].every(({ pid }) => reaped.has(pid))
}

function printerOf(host: Host, { caller = '' }: LogLine): Printer {
  const known = host.printers.get(caller)
  if (known !== undefined) return known
  const created: Printer = { open: [] }
  // Every task that ever printed would be remembered: keep those that have something open.
  if (host.printers.size > 256)
    for (const [key, printer] of host.printers)
      if (printer.open.length === 0 && printer.pieces === undefined) host.printers.delete(key)
  host.printers.set(caller, created)
  return created
}

function kindOf({ form }: Classified): Gathering['kind'] {
  if (form.dumps === 'both') return 'unknown'
  return form.dumps
}

function isOpenOnConsole({ first, ended }: Gathering): boolean {
  return first.framing === 'console' && !ended
}

/** The youngest of the open dumps that such a line was contested between, if this is one of them. */
function rivalFor({ open }: Printer, taker: Gathering, name: string): Gathering | undefined {
  if (open.length < 2 || !taker.hasContested(name)) return undefined
  const rivals = open.filter((dump) => dump.hasContested(name) && !dump.beganInside)
  return rivals.some((dump) => dump !== taker) ? rivals.at(-1) : undefined
}

/** Dumps that run for the same lines: what SysRq shows has its own. */
function rivalsIn({ open }: Printer): Gathering[] {
  return open.filter(({ kind }) => kind !== 'show-memory')
}

/** Of the dumps that can have a line, those that it is meant for. */
function meantBy({ form, value }: Classified, dumps: Gathering[]): Gathering[] {
  if (dumps.length < 2) return dumps
  const shown = dumps.find(({ kind }) => kind === 'show-memory')
  if (shown !== undefined) return [shown]
  const { follows = [] } = form
  const opened = dumps.filter(({ draft }) => follows.some((name) => draft.seen.has(name)))
  const maybeOpened = dumps.filter((dump) => follows.some((name) => dump.mayHave(name)))
  const left = opened.length > 0 && opened.length === maybeOpened.length ? opened : dumps
  // What one dump surely told counts only when no other may have told it too.
  const possible = left.filter(({ likely }) => form.prefers?.(likely, value) === true)
  const [only] = possible
  return only !== undefined && possible.length === 1 && form.prefers?.(only.draft, value) === true
    ? [only]
    : left
}

function expects({ constraint, selected, possibleVictims }: Gathering['draft'], pid: number): boolean {
  return (
    constraint?.pid === pid || selected?.pid === pid || possibleVictims.some((victim) => victim.pid === pid)
  )
}
