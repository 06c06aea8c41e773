import type { GoList, GoMap, GoScalar, GoStruct, GoValue } from './go-tree.js'

const DEEPEST = 64

const FIELD = /([A-Za-z_]\w{0,127}):/y
const NEXT_FIELD = / [A-Za-z_]\w{0,127}:/y
const KEY = /([^\s:{}[\]]{1,253}):/y
/** Keys that are numbers only follow each other: elsewhere `22:13:20` is a part of a time. */
const NEXT_KEY = / [^\s:{}[\]\d][^\s:{}[\]]{0,252}:/y
const NEXT_NUMBER = / -?\d{1,20}:/y

const BLANK = 32
const isOpen = (code: number) => code === 123 || code === 91
const isClose = (code: number) => code === 125 || code === 93

/** Reads one text from left to right; each character is looked at once. */
export class GoReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): GoValue {
    return this.#value(undefined, false, 0)
  }

  /** A value up to the next name (` Name:`), to a blank in lists, or to the bracket that closes what it stands in. */
  #value(next: RegExp | undefined, inList: boolean, depth: number): GoValue {
    const from = this.#at
    const found = depth < DEEPEST ? this.#bracketed(depth) : undefined
    if (found !== undefined && this.#isEnd(next, inList, depth)) return found
    return this.#scalar(from, next, inList, depth)
  }

  #bracketed(depth: number): GoStruct | GoMap | GoList | undefined {
    const text = this.#text
    const at = text.charCodeAt(this.#at) === 38 ? this.#at + 1 : this.#at
    if (text.startsWith('map[', at)) {
      this.#at = at + 4
      return this.#map(depth + 1)
    }
    const code = text.charCodeAt(at)
    if (!isOpen(code)) return undefined
    this.#at = at + 1
    return code === 123 ? this.#struct(depth + 1) : this.#list(depth + 1)
  }

  #struct(depth: number): GoStruct {
    const fields = new Map<string, GoValue>()
    const cut = this.#members(FIELD, () => NEXT_FIELD, fields, depth)
    return cut ? { kind: 'struct', fields, cut } : { kind: 'struct', fields }
  }

  #map(depth: number): GoMap {
    const entries = new Map<string, GoValue>()
    const next = (key: string) => (/^-?\d+$/.test(key) ? NEXT_NUMBER : NEXT_KEY)
    const cut = this.#members(KEY, next, entries, depth)
    return cut ? { kind: 'map', entries, cut } : { kind: 'map', entries }
  }

  /** True where the closing bracket is missing. What has no name (`%v` of a struct) is left out. */
  #members(
    name: RegExp,
    nextOf: (name: string) => RegExp,
    into: Map<string, GoValue>,
    depth: number,
  ): boolean {
    while (this.#at < this.#text.length) {
      const code = this.#text.charCodeAt(this.#at)
      if (isClose(code)) {
        this.#at++
        return false
      }
      if (code === BLANK) {
        this.#at++
        continue
      }
      name.lastIndex = this.#at
      const key = name.exec(this.#text)?.[1]
      if (key === undefined) {
        this.#value(undefined, true, depth)
        continue
      }
      this.#at = name.lastIndex
      into.set(key, this.#value(nextOf(key), false, depth))
    }
    return true
  }

  #list(depth: number): GoList {
    const items: GoValue[] = []
    while (this.#at < this.#text.length) {
      const code = this.#text.charCodeAt(this.#at)
      if (isClose(code)) {
        this.#at++
        return { kind: 'list', items }
      }
      if (code === BLANK) this.#at++
      else items.push(this.#value(undefined, true, depth))
    }
    return { kind: 'list', items, cut: true }
  }

  /** The rest of a value, from where it is read on; its text is that from `from` on. */
  #scalar(from: number, next: RegExp | undefined, inList: boolean, depth: number): GoScalar {
    const text = this.#text
    let inner = 0
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at)
      if (inner === 0 && this.#isEnd(next, inList, depth)) break
      if (isOpen(code)) inner++
      else if (isClose(code)) inner = Math.max(0, inner - 1)
    }
    const found = text.slice(from, this.#at)
    const isCut = inner > 0 || (depth > 0 && this.#at === text.length)
    return isCut ? { kind: 'scalar', text: found, cut: true } : { kind: 'scalar', text: found }
  }

  #isEnd(next: RegExp | undefined, inList: boolean, depth: number): boolean {
    if (this.#at >= this.#text.length) return true
    const code = this.#text.charCodeAt(this.#at)
    if (isClose(code)) return depth > 0
    if (code !== BLANK) return false
    if (inList) return true
    if (next === undefined) return false
    next.lastIndex = this.#at
    return next.test(this.#text)
  }
}
