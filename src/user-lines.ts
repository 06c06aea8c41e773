import { isKubeletName } from './kubelet/index.js'
import type { LogLine, Problem } from './record/index.js'
import { isRuntimeName } from './runtime/index.js'

/** Below are the users of the system's own programs (login.defs, UID_MIN). */
const FIRST_USER = 1000
const MOST_SENDERS = 64

/** Lines in which a plain user has taken the name of the kubelet or of a runtime (`logger -t kubelet`), as the journal knows. */
export class UserLines {
  readonly problems: Problem[] = []
  readonly #told = new Set<string>()

  /** Whether the line is one of them; the first of each name is told. */
  has({ uid, sender, firstLine }: LogLine): boolean {
    if (uid === undefined || uid < FIRST_USER || sender === undefined) return false
    if (!isKubeletName(sender) && !isRuntimeName(sender)) return false
    const key = `${sender} ${uid}`
    if (!this.#told.has(key) && this.#told.size < MOST_SENDERS) {
      this.#told.add(key)
      this.problems.push({
        code: 'untrusted-line',
        message: `lines of ${sender} that user ${uid} wrote: not read`,
        line: firstLine,
      })
    }
    return true
  }
}
