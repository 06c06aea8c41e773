import { ENDING, FILE_WORDS } from './file-words.js'
import type { FakeIds } from './ids.js'
import { Numbered } from './numbered.js'

/** The longest path of Linux; no rule takes a longer one for a file's. */
const LONGEST_PATH = 4096

/** Words that tell what a file is for, wherever in its name they stand. */
const TELLING = ['kubelet', 'kubeconfig']

/** Not files: what the caller called nothing, and what it said itself. */
const NO_FILE: ReadonlySet<string> = new Set(['', '-', '.', '..', 'input', 'stdin', '(stated)'])

/**
 * Names of files, name by name: folders and files that all machines have stay, of the others the endings. The names of
 * inputs and the paths in them share their pseudonyms, so a copy of a file still ends in the path that it had.
 *
 *     /etc/kubernetes/acme/kubelet-prod.yaml → /etc/kubernetes/dir-1/kubelet-file-1.yaml
 */
export class FakeFiles {
  readonly #ids: FakeIds
  readonly #folders = new Numbered()
  readonly #files = new Numbered()

  constructor(ids: FakeIds) {
    this.#ids = ids
  }

  of(path: string): string {
    if (NO_FILE.has(path)) return path
    if (path.length > LONGEST_PATH) return `${'file-'.repeat(LONGEST_PATH / 5 + 1)}${this.#files.of(path)}`
    const names = path.split('/')
    const last = names.length - 1
    return names.map((name, index) => this.#name(name, index === last ? 'file' : 'dir')).join('/')
  }

  #name(name: string, what: 'file' | 'dir'): string {
    if (NO_FILE.has(name)) return name
    let stem = name
    while (!FILE_WORDS.has(stem) && ENDING.test(stem)) stem = stem.slice(0, stem.lastIndexOf('.'))
    const ending = name.slice(stem.length)
    if (stem === '' || FILE_WORDS.has(stem)) return name
    const id = this.#ids.formOf(stem)
    if (id !== undefined) return id + ending
    const numbers = what === 'file' ? this.#files : this.#folders
    const telling = TELLING.filter((word) => stem.includes(word)).map((word) => `${word}-`)
    return `${telling.join('')}${what}-${numbers.of(stem)}${ending}`
  }
}
