import type { MemInfo } from '../record/index.js'
import { inKb, type RamCounter } from './ram-size.js'

/** A total in pages; a key with a `?` may be missing, another makes it undefined. */
export function ofTotals(
  { pages = {}, perCpu, lines = {} }: MemInfo,
  asked: string,
  pageSizeBytes: number,
): RamCounter[] | undefined {
  const [key, isOptional] = keyOf(asked)
  const count = pages[key]
  if (count !== undefined) {
    const line = lines[key]
    const printed = `${spelt(key)}:${count}`
    return [{ printed, bytes: count * pageSizeBytes, ...(line === undefined ? {} : { line }) }]
  }
  // Until 4.0 each CPU's list has a line of its own.
  if (key === 'freePcp' && perCpu !== undefined) {
    const used = perCpu.flatMap(({ cpus }) => cpus).reduce((sum, cpu) => sum + cpu.used, 0)
    return [{ printed: 'usd', bytes: used * pageSizeBytes }]
  }
  return isOptional ? [] : undefined
}

/** What nodes print is in no zone line. A counter that must be there has to be there for each zone. */
export function ofPlaces({ nodes = [], zones = [] }: MemInfo, asked: string): RamCounter[] | undefined {
  const [key, isOptional] = keyOf(asked)
  const found: RamCounter[] = []
  const known = new Set<number>()
  for (const { node, bytes, line } of nodes) {
    const value = bytes[key]
    if (value === undefined) continue
    known.add(node)
    found.push(inKb(spelt(key), value, line))
  }
  for (const { node = 0, bytes, line } of zones) {
    const value = bytes[key]
    if (value !== undefined) found.push(inKb(spelt(key), value, line))
    else if (!isOptional && !known.has(node)) return undefined
  }
  return found
}

export function poisoned({ hwpoisonedPages, lines = {} }: MemInfo, pageSizeBytes: number): RamCounter[] {
  if (hwpoisonedPages === undefined) return []
  const line = lines.hwpoisonedPages
  const printed = `${hwpoisonedPages} pages hwpoisoned`
  return [{ printed, bytes: hwpoisonedPages * pageSizeBytes, ...(line === undefined ? {} : { line }) }]
}

function keyOf(asked: string): [key: string, isOptional: boolean] {
  return asked.endsWith('?') ? [asked.slice(0, -1), true] : [asked, false]
}

/** `inactiveAnon` as the kernel spells it. */
function spelt(key: string): string {
  return key === 'balloon' ? 'Balloon' : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
