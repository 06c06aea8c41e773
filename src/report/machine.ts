import type { MemInfo } from '../record/index.js'
import { counted, percent, size } from './bytes.js'
import { made, type Part } from './made.js'
import { field, type Sheet, unbroken } from './sheet.js'

/** What a reader asks of the machine's totals first; the rest is in the JSON. */
const PARTS: readonly Part[] = [
  // Pages of shmem are on the lists of anonymous memory.
  { title: 'anon', keys: ['activeAnon', 'inactiveAnon'], within: [{ title: 'shmem', keys: ['shmem'] }] },
  { title: 'file', keys: ['activeFile', 'inactiveFile'] },
  { title: 'unevictable', keys: ['unevictable'] },
  { title: 'slab', keys: ['slabReclaimable', 'slabUnreclaimable'] },
  { title: 'page tables', keys: ['pagetables'] },
]

const SLABS_SHOWN = 3

/** The machine's memory at that moment: for OOMs that no cgroup limit explains. */
export function machine(sheet: Sheet, memInfo: MemInfo, pageSizeBytes: number): string[] {
  return [
    ...field(sheet, 'memory', totals(memInfo, pageSizeBytes)),
    ...field(sheet, 'made of', parts(memInfo, pageSizeBytes)),
    ...field(sheet, 'swap', swap(memInfo)),
    ...field(sheet, 'slab', slabs(memInfo)),
  ]
}

function totals({ ramPages, pages, reservedPages }: MemInfo, pageSizeBytes: number): string {
  const words: string[] = []
  const inPages = (count: number) => unbroken(`${size(count * pageSizeBytes)} (${counted(count, 'page')})`)
  if (ramPages !== undefined) words.push(`RAM ${inPages(ramPages)}`)
  if (pages?.free !== undefined) words.push(`free ${inPages(pages.free)}`)
  if (reservedPages !== undefined) words.push(unbroken(`reserved ${size(reservedPages * pageSizeBytes)}`))
  return words.join(', ')
}

function parts({ pages = {} }: MemInfo, pageSizeBytes: number): string {
  const bytes = Object.entries(pages).map(([key, count]) => [key, count * pageSizeBytes] as const)
  return made(PARTS, Object.fromEntries(bytes))
}

function swap({ swap: space }: MemInfo): string {
  const { totalBytes, freeBytes } = space ?? {}
  if (totalBytes === 0) return 'none'
  if (totalBytes === undefined) return freeBytes === undefined ? '' : `free ${size(freeBytes)}`
  if (freeBytes === undefined) return size(totalBytes)
  const used = percent(totalBytes - freeBytes, totalBytes)
  return `free ${size(freeBytes)} of ${size(totalBytes)}${used === undefined ? '' : ` (${used} used)`}`
}

/** The kernel lists them only when unreclaimable slab is more than user memory: then it is the story. */
function slabs({ unreclaimableSlab = [] }: MemInfo): string {
  const biggest = unreclaimableSlab.toSorted((a, b) => b.totalBytes - a.totalBytes).slice(0, SLABS_SHOWN)
  if (biggest.length === 0) return ''
  const words = biggest.map(({ name, totalBytes }) => unbroken(`${name} ${size(totalBytes)}`)).join(', ')
  return `biggest unreclaimable: ${words}`
}
