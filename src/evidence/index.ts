import { type Evidence, Findings } from './findings.js'
import { FORMS } from './forms.js'
import { holdsLogLines } from './log-lines.js'
import { SmallFile } from './small-file.js'

export type { Evidence } from './findings.js'

/** As much of a file as its form is told from. */
const HEAD_LENGTH = 4096

/**
 * Could the input be one of the small files that hold facts (`stat`, `systemctl show`, a node object, …)? Cheap, and
 * false for the lines of logs, so that those can be read while they come.
 *
 * `head` is the beginning of the input: up to 4096 characters, with a whole line in it or all there is. The name counts
 * where the content alone says nothing (`3390910464` in `…/kubepods.slice/memory.limit_in_bytes`).
 *
 *     mayBeEvidence('MemTotal:        4028236 kB\n', 'proc/meminfo')   // true
 */
export function mayBeEvidence(head: string, name: string): boolean {
  const file = new SmallFile(name, wholeLines(head.slice(0, HEAD_LENGTH)))
  const forms = FORMS.filter((form) => form.opens(file))
  return forms.length > 0 && (forms.some(({ quotesLogs }) => quotesLogs === true) || !holdsLogLines(head))
}

/**
 * Reads a small file: events with their lines, facts about clocks, and what the file is. Nothing when it is none of the
 * known forms; then it may be a log. Damaged files make problems and never throw.
 *
 * An event that says what was true when a command ran has `at: { basis: 'none' }`, unless the text itself has the
 * time: a `date` beside the file is a `captured` fact.
 *
 *     readEvidence({ name: 'proc/stat', text: 'btime 1795458191\n' })?.kinds   // ['boot-time']
 */
export function readEvidence({ name, text }: { name: string; text: string }): Evidence | undefined {
  const whole = text.length <= HEAD_LENGTH
  const head = new SmallFile(name, whole ? text : wholeLines(text.slice(0, HEAD_LENGTH)))
  const file = whole ? head : new SmallFile(name, text)
  let logged: boolean | undefined
  for (const form of FORMS) {
    if (!form.opens(head)) continue
    logged ??= holdsLogLines(text)
    if (logged && form.quotesLogs !== true) continue
    const found = new Findings(name, form.kind)
    if (!form.read(file, found)) continue
    if (file.tooLong !== undefined) {
      found.problem('line-too-long', 'a line too long to be evidence is not read', file.tooLong)
    }
    return found.evidence()
  }
  return undefined
}

/** The last line may be cut; when there is no other, it is all that there is to see. */
function wholeLines(head: string): string {
  const end = head.lastIndexOf('\n')
  return head.slice(0, end + 1).trim() === '' ? head : head.slice(0, end + 1)
}
