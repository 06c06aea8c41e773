import type { ContainerFact } from './fact.js'

const MOST_KEPT = 256

/** containerd tells an exit up to three times: received, handled, and again when handling it failed. It is one exit. */
export class Exits {
  readonly #seen = new Set<string>()

  /** Whether the exit is a new one. Without a pid and a time it cannot be told from another. */
  isNew(fact: ContainerFact, host: string | undefined): boolean {
    if (fact.type !== 'container-exit' || fact.pid === undefined || fact.exitedAt === undefined) return true
    const key = `${host ?? ''} ${fact.containerId} ${fact.execId ?? ''} ${fact.pid} ${fact.exitedAt}`
    if (this.#seen.has(key)) return false
    const [oldest] = this.#seen
    if (oldest !== undefined && this.#seen.size >= MOST_KEPT) this.#seen.delete(oldest)
    this.#seen.add(key)
    return true
  }
}
