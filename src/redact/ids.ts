import { Numbered } from './numbered.js'
import { Remembered } from './remembered.js'

const UUID = /^[0-9a-f]{8}(?:([-_])[0-9a-f]{4}){3}[-_][0-9a-f]{12}$/i
const HEX = /^[0-9a-f]{12,128}$/i
const SCHEME = /^(containerd|cri-o|docker):\/\//

/** Tools print so much of a container's id, so that much must tell two of them apart. */
const SHORT = 12

/** The first digits of ids. */
interface Head {
  readonly number: number
  readonly tails: Numbered
}

/** Ids of pods, containers and boots, as made-up ones of the same form. */
export class FakeIds {
  readonly #uuids = new Numbered()
  /** With what goes on behind each: a head that is forgotten and comes again has another number, so no two ids become one. */
  readonly #heads: Remembered<Head>
  readonly #others = new Numbered()

  constructor() {
    let next = 1
    this.#heads = new Remembered(() => ({ number: next++, tails: new Numbered(0) }))
  }

  /** `3f2a…` → `000000000001000…`; what has no form known here is `id-1`. */
  of(id: string): string {
    if (id === '') return id
    const scheme = SCHEME.exec(id)?.[0] ?? ''
    const bare = id.slice(scheme.length)
    return scheme + (this.formOf(bare) ?? `id-${this.#others.of(bare)}`)
  }

  /** As `of`, for what may be an id: undefined where its form is no id's. */
  formOf(text: string): string | undefined {
    const dash = UUID.exec(text)?.[1]
    if (dash !== undefined) return this.#uuid(text, dash)
    return HEX.test(text) ? this.#hex(text) : undefined
  }

  /** A uid has dashes in the API and in paths of cgroupfs, and underscores in the names of slices. */
  #uuid(text: string, dash: string): string {
    const number = this.#uuids.of(text.toLowerCase().replaceAll('_', '-'))
    return ['00000000', '0000', '4000', '8000', hex(number, 12)].join(dash)
  }

  /** What begins alike goes on beginning alike: a short id still stands for the long one. */
  #hex(text: string): string {
    const { number, tails } = this.#heads.of(text.slice(0, SHORT).toLowerCase())
    const tail = text.slice(SHORT).toLowerCase()
    return hex(number, SHORT) + (tail === '' ? '' : hex(tails.of(tail), tail.length))
  }
}

function hex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0').slice(-length)
}
