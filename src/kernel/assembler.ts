import { inputLineOf, type LogLine } from '../record/line.js'
import type { Problem } from '../record/problem.js'
import { ANCHORS } from './anchors.js'
import { type Classified, classify, classifyNamed } from './classify.js'
import type { Reaping } from './constructs/after.js'
import { Gathering } from './gathering.js'
import { type Notice, readNotice } from './notices.js'
import { beginsPieces, Pieces } from './pieces.js'
import { isKernels, isOtherSubsystems } from './senders.js'

/** A dump with a hole in time this long was cut, and what follows is another's. */
const SILENCE_SEC = 30
/** So many kernel lines after the last one that it took, a dump will not go on. */
const SILENCE_LINES = 2000
/** A reaper reports within seconds: a dump waits for it so many lines, then it is handed on. */
const WAIT_LINES = 500
/** With so many dumps waiting for their reaper lines, the oldest is handed on. */
const MAX_WAITING = 64
/** How often the open dumps are looked over. */
const AGING_LINES = 64
/** A SysRq line belongs to the OOM that begins within so many lines. */
const MANUAL_LINES = 40
const MAX_PROBLEMS = 1000
/** So many victims are remembered, for reports of the reaper that come late. */
const MAX_KILLED = 4096

/** Lines of one printing task (CONFIG_PRINTK_CALLER), or of the whole kernel where the log does not tell. */
interface Printer {
  open: Gathering[]
  pieces?: Pieces | undefined
}

interface Host {
  readonly printers: Map<string, Printer>
  /** Ended dumps that a reaper line can still come for. */
  readonly ended: Gathering[]
  openDumps: number
  /** Kernel lines that were read while a dump was open or waiting. */
  lines: number
  /** Processes whose records were handed on. */
  readonly killed: Set<number>
  lastSec: number | undefined
  lastSequence: number | undefined
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
  /** All dumps that were not handed on, in the order in which they began. */
  #queue: Gathering[] = []

  constructor(sink: (dump: Gathering) => void) {
    this.#sink = sink
  }

  push(line: LogLine): void {
    const host = this.#hostOf(line)
    const notice = readNotice(line)
    if (notice !== undefined) this.#note(host, line, notice)
    if (!isKernels(line)) {
      this.#refuse(host, line)
      return
    }
    this.#watchClock(host, line)
    this.#watchSequence(host, line)
    const printer = printerOf(host, line)
    if (notice !== undefined) return
    if (
      host.openDumps === 0 &&
      host.ended.length === 0 &&
      printer.pieces === undefined &&
      !ANCHORS.test(line.text)
    )
      return
    host.lines++
    this.#read(host, printer, line)
    if (host.lines % AGING_LINES === 0) this.#age(host)
  }

  end(): void {
    for (const host of this.#hosts.values()) this.#closeAll(host)
    this.#flush(true)
  }

  #read(host: Host, printer: Printer, line: LogLine): void {
    if (printer.pieces !== undefined && this.#joined(host, printer, line)) return
    const { text } = line
    if (line.framing === 'bare' && printer.open.some(({ first }) => first.framing === 'console')) {
      for (const dump of printer.open) dump.damage(line.firstLine)
      return
    }
    if (!text.includes('\n')) {
      this.#readOne(host, printer, line, text, line.firstLine)
      return
    }
    const whole = classifyNamed(text)
    if (whole !== undefined) {
      this.#route(host, printer, whole, line, line.firstLine)
      return
    }
    const lines = text.split('\n')
    for (const [index, one] of lines.entries())
      this.#readOne(host, printer, line, one, inputLineOf(line, index))
  }

  #readOne(host: Host, printer: Printer, line: LogLine, text: string, at: number): void {
    const read = classify(text)
    if (read !== undefined) {
      const cut = line.unterminated === true && at === line.lastLine && read.form.openEnd === true
      if (cut && read.form.whenCut === undefined) {
        this.#cut(printer, at, read.form.name)
        return
      }
      this.#route(host, printer, read, line, at)
      if (cut) {
        const dump = printer.open.at(-1)
        const doubt = dump === undefined ? undefined : read.form.whenCut?.(dump.draft, read.value)
        if (doubt !== undefined) dump?.draft.problems.push({ code: 'cut-line', message: doubt, line: at })
      }
      return
    }
    const begun = beginsPieces(text)
    if (begun !== undefined && (begun.begins === true || printer.open.length > 0)) {
      this.#dropPieces(printer)
      printer.pieces = new Pieces(begun, { ...line, text, firstLine: at, lastLine: at })
      return
    }
    if (text.trim() !== '' && this.#continuesName(printer, line, text)) return
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
    this.#route(host, printer, joined, pieces.whole, pieces.first.firstLine)
    return true
  }

  #dropPieces(printer: Printer): void {
    const { pieces } = printer
    printer.pieces = undefined
    if (pieces === undefined) return
    const { form, first, whole } = pieces
    const problem = {
      code: 'cut-line',
      message: `the ${form.name} line ends before its end`,
      line: first.firstLine,
    }
    const dump = printer.open.findLast((one) => one.first.firstLine <= first.firstLine)
    if (dump === undefined) this.#problem(problem)
    else dump.takeCut(form, whole.text, problem, first.firstLine)
  }

  /** A console prints the line feed in a process name as a new line: what follows a short name is its rest. */
  #continuesName(printer: Printer, line: LogLine, text: string): boolean {
    const dump = printer.open.at(-1)
    const row = dump?.draft.rows.at(-1)
    if (dump === undefined || row === undefined || dump.ended) return false
    const adjacent = dump.lastTaken.lastLine + 1 === line.firstLine && dump.lastTaken.printed === line.printed
    if (!adjacent || row.line !== dump.lastTaken.firstLine || row.comm.length + 1 + text.length > 15)
      return false
    row.comm += `\n${text}`
    dump.lastLine = Math.max(dump.lastLine, line.lastLine)
    dump.lastTaken = line
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
      dump.draft.problems.push(problem)
      dump.lastLine = Math.max(dump.lastLine, at)
    }
  }

  #route(host: Host, printer: Printer, read: Classified, line: LogLine, at: number): void {
    const { form } = read
    const refused = form.refuses?.(read.value)
    if (refused !== undefined) {
      this.#problem({ code: 'untrusted-line', message: `not read: ${refused}`, line: at })
      this.#nobodys(host, printer, '', at)
      return
    }
    if (form.name === 'reaper') {
      this.#reap(host, printer, read, line, at)
      return
    }
    if (form.part === 'head') {
      this.#begin(host, printer, read, line, at)
      return
    }
    const [only] = printer.open
    const takers =
      only !== undefined && printer.open.length === 1
        ? only.accepts(read)
          ? [only]
          : []
        : narrow(
            printer.open.filter((dump) => dump.accepts(read)),
            read,
          )
    const [taker, ...others] = takers
    if (taker === undefined) {
      if (form.begins === true) this.#begin(host, printer, read, line, at)
      else for (const one of host.printers.values()) for (const dump of one.open) dump.foreign()
      return
    }
    if (others.length === 0) {
      taker.take(read, line, at)
      taker.takenAt = host.lines
      // Once the younger has ended, the older merely goes on: it was interrupted, not mixed with it.
      for (const dump of taker.younger) if (!dump.closed && !dump.ended) dump.markInterleaved()
      return
    }
    const youngest = others.at(-1)
    youngest?.contest(read, line, at)
    for (const dump of takers) dump.takenAt = host.lines
  }

  #begin(host: Host, printer: Printer, read: Classified, line: LogLine, at: number): void {
    for (const dump of [...printer.open])
      if (
        dump.ended ||
        dump.kind === 'allocation' ||
        (dump.kind === 'show-memory' && dump.draft.seen.has('page-total'))
      )
        this.#close(host, printer, dump)
    const dump = new Gathering({ ...line, firstLine: at }, kindOf(read), [...printer.open])
    printer.open.push(dump)
    host.openDumps++
    this.#queue.push(dump)
    dump.take(read, line, at)
    dump.takenAt = host.lines
    if (host.manualUntil >= line.firstLine) dump.draft.trigger.manual = true
    host.manualUntil = 0
  }

  /** The reaper is a thread of its own: its line is anybody's whose victim it names. */
  #reap(host: Host, printer: Printer, read: Classified, line: LogLine, at: number): void {
    const { pid } = read.value as Reaping
    const all = [...host.ended, ...[...host.printers.values()].flatMap(({ open }) => open)]
    const dump =
      all.findLast(({ draft }) => draft.victims.some((victim) => victim.pid === pid)) ??
      all.findLast(({ draft }) => expects(draft, pid))
    if (dump !== undefined) {
      const adjacent = dump.lastLine + 1 === at
      read.form.fold(dump.draft, read.value, { line, at })
      if (adjacent) dump.lastLine = at
      if (dump.closed && isReaped(dump)) {
        host.ended.splice(0, host.ended.length, ...host.ended.filter((one) => one !== dump))
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
    this.#begin(host, printer, read, line, at)
    const lone = printer.open.at(-1)
    if (lone !== undefined) this.#close(host, printer, lone)
  }

  #note(host: Host, line: LogLine, notice: Notice): void {
    if (notice.kind === 'lost') {
      this.#gap({ line: line.firstLine, reason: notice.reason, lost: notice.lost })
      if (notice.reason === 'printk-dropped') host.overrun = true
      if (notice.reason !== 'callbacks-suppressed')
        for (const { open } of host.printers.values())
          for (const dump of open) dump.lose(notice.lost, notice.reason)
    } else if (notice.kind === 'boot') {
      this.#closeAll(host)
      host.killed.clear()
    } else if (notice.kind === 'manual-oom') host.manualUntil = line.firstLine + MANUAL_LINES
    else if (notice.kind === 'show-memory') {
      const printer = printerOf(host, line)
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
        message: `a line like the kernel's own, but written by ${line.sender ?? 'user space'}: not read`,
        line: line.firstLine,
      })
  }

  #watchClock(host: Host, line: LogLine): void {
    const now = line.monotonicSec ?? (line.epochMs === undefined ? undefined : line.epochMs / 1000)
    if (now === undefined) return
    const before = host.lastSec
    host.lastSec = now
    if (before === undefined) return
    // The kernel's clock never runs backwards within a boot; printers on several CPUs can be a little out of order.
    if (now < before - 5 || now > before + SILENCE_SEC) this.#closeAll(host)
  }

  #watchSequence(host: Host, line: LogLine): void {
    if (line.sequence === undefined) return
    const before = host.lastSequence
    host.lastSequence = line.sequence
    if (before === undefined || line.sequence <= before + 1) return
    const lost = line.sequence - before - 1
    this.#gap({ line: line.firstLine, reason: 'sequence-gap', lost })
    for (const { open } of host.printers.values()) for (const dump of open) dump.lose(lost)
  }

  #age(host: Host): void {
    for (const printer of host.printers.values()) {
      for (const dump of [...printer.open])
        if (host.lines - dump.takenAt > SILENCE_LINES) this.#close(host, printer, dump)
    }
    const waiting = host.ended.filter((dump) => host.lines - dump.takenAt <= WAIT_LINES).slice(-MAX_WAITING)
    host.ended.splice(0, host.ended.length, ...waiting)
    this.#flush(false)
  }

  #closeAll(host: Host): void {
    for (const printer of host.printers.values()) {
      this.#dropPieces(printer)
      for (const dump of [...printer.open]) this.#close(host, printer, dump)
    }
    host.ended.length = 0
    host.manualUntil = 0
    this.#flush(false)
  }

  #close(host: Host, printer: Printer, dump: Gathering): void {
    dump.close()
    host.openDumps--
    printer.open = printer.open.filter((one) => one !== dump)
    dump.takenAt = host.lines
    if (dump.kind === 'oom' && !isReaped(dump)) host.ended.push(dump)
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
      if (!all && (!dump.closed || this.#waits(dump) || dump.younger.some(({ closed }) => !closed))) break
      done++
    }
    if (done === 0) return
    for (const dump of this.#queue.splice(0, done)) this.#sink(dump)
  }

  #waits(dump: Gathering): boolean {
    for (const { ended } of this.#hosts.values()) if (ended.includes(dump)) return true
    return false
  }

  #gap(gap: Gap): void {
    if (this.gaps.length < MAX_PROBLEMS) this.gaps.push(gap)
  }

  #problem(problem: Problem): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem)
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
      lastSequence: undefined,
      manualUntil: 0,
      overrun: false,
    }
    this.#hosts.set(host, created)
    return created
  }
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

/** Of the dumps that can have a line, those that it is meant for. */
function narrow(dumps: Gathering[], { form, value }: Classified): Gathering[] {
  if (dumps.length < 2) return dumps
  const { follows = [] } = form
  const opened = dumps.filter(({ likely }) => follows.some((name) => likely.seen.has(name)))
  const left = opened.length > 0 ? opened : dumps
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
