import { CGROUP_WORDS } from './cgroup-words.js'
import type { FakeIds } from './ids.js'
import { Numbered } from './numbered.js'
import type { FakeUsers } from './users.js'

/** What a path and a name of it can be long (PATH_MAX and NAME_MAX of Linux): what is longer is nobody's path. */
const LONGEST_PATH = 4096
const LONGEST_NAME = 255

const NO_PATH: ReadonlySet<string> = new Set(['', '/', '.', '..', '(null)'])

/** The number of a login since the boot tells nothing. */
const SESSION = /^session-[a-z]?\d{1,10}\.scope$/
const OF_USER = /^(user-|user@|user-runtime-dir@|uid_)(\d{1,10})(\.slice|\.service|)$/

/** Uids and hashes stand in a name with a word before them and no mark between; systemd escapes what is no letter. */
const PIECE =
  /pod(?=[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})|[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|(?:\\x[0-9a-f]{2})+|[:_.\\@-]|[^:_.\\@-]+/g
const MARK = /^[:_.\\@-]$/
/** `\x2d`: a mark, written as systemd does. Letters of other scripts are written so as well. */
const ESCAPED_MARKS = /^(?:\\x(?:2[0-9a-f]|3[a-f]|40|5[b-f]))+$/
const STATIC_POD = /^pod([0-9a-f]{32})$/
const DIGITS = /^\d{1,20}$/

/** Longer numbers begin behind those that are kept as they are. */
const FIRST_NUMBER = 10

/**
 * Cgroup paths and names of units, word by word: what systemd, the runtimes and Kubernetes have made stays, ids become
 * made-up ones of the same form, and each word that is somebody's own becomes `g1`. So whose a path is can still be read from it,
 * and paths that lie in each other still do.
 *
 *     /acme.slice/acme-batch.slice/docker-3f2a….scope → /g1.slice/g1-batch.slice/docker-0000….scope
 */
export class FakeCgroups {
  readonly #ids: FakeIds
  readonly #users: FakeUsers
  readonly #words = new Numbered()
  readonly #numbers = new Numbered(FIRST_NUMBER)

  constructor(ids: FakeIds, users: FakeUsers) {
    this.#ids = ids
    this.#users = users
  }

  path(path: string): string {
    if (NO_PATH.has(path)) return path
    if (path.length > LONGEST_PATH) return this.#noUnit(path)
    return path
      .split('/')
      .map((name) => this.name(name))
      .join('/')
  }

  /** One name of a path, or a unit. */
  name(name: string): string {
    if (NO_PATH.has(name) || SESSION.test(name)) return name
    if (name.length > LONGEST_NAME) return this.#noUnit(name)
    const [, before, uid, after] = OF_USER.exec(name) ?? []
    if (before !== undefined && after !== undefined) return `${before}${this.#users.of(Number(uid))}${after}`
    return name.replace(PIECE, (piece) => this.#piece(piece))
  }

  #piece(piece: string): string {
    if (CGROUP_WORDS.has(piece) || MARK.test(piece) || ESCAPED_MARKS.test(piece)) return piece
    const hash = STATIC_POD.exec(piece)?.[1]
    if (hash !== undefined) return `pod${this.#ids.of(hash)}`
    if (DIGITS.test(piece)) return piece.length === 1 ? piece : String(this.#numbers.of(piece))
    const id = this.#ids.formOf(piece)
    if (id !== undefined) return id
    return /^[A-Za-z0-9]+$|^\\x/.test(piece) ? `g${this.#words.of(piece)}` : this.#noUnit(piece)
  }

  /** systemd takes no name with a tilde, so what is no unit's name does not become one. */
  #noUnit(name: string): string {
    return `g${this.#words.of(name)}~`
  }
}
