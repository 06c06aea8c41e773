import { type Document, isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml'
import { ValueLines } from './value-lines.js'

/** Where the values of a document stand: its nodes are walked beside what was made of them. */
export class YamlLines {
  readonly counter = new LineCounter()
  readonly found = new ValueLines()

  /** `firstLine`: the line of the file that the document begins with. */
  walk(document: Document.Parsed, value: unknown, firstLine: number): void {
    const open: (readonly [node: unknown, value: unknown])[] = [[document.contents, value]]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [node, made] = next
      if (typeof made !== 'object' || made === null) continue
      if (isSeq(node) && Array.isArray(made))
        for (const [at, item] of node.items.entries()) open.push([item, made[at]])
      if (!isMap(node)) continue
      for (const { key, value: held } of node.items) {
        const name = isScalar(key) ? String(key.value) : ''
        if (isScalar(held)) this.#note(made, name, held, firstLine)
        else if (Object.hasOwn(made, name))
          open.push([held, (made as Readonly<Record<string, unknown>>)[name]])
      }
    }
  }

  /** What a number is spelled like is not told by the number: `1e3`, `0x400`. */
  #note(
    of: object,
    key: string,
    { range, source, value }: Node & { source?: string; value?: unknown },
    firstLine: number,
  ) {
    if (!ValueLines.isAsked(key) || range === undefined || range === null) return
    const [from, to] = [
      this.counter.linePos(range[0]).line,
      this.counter.linePos(Math.max(range[0], range[1] - 1)).line,
    ]
    const text = typeof value === 'number' && source !== undefined ? { text: source } : {}
    this.found.set(of, key, from === to ? { line: from + firstLine - 1, ...text } : undefined)
  }
}
