import {
  type CompositionPart,
  compositionOf,
  isWithinBatching,
  type RamPart,
  ramUse,
} from '../../figures/index.js'
import type { Cgroup, MemInfo, OomEvent } from '../../record/index.js'
import { percent, size } from '../bytes.js'
import { columnsOf, cutMiddle } from '../columns.js'
import { bar, shade } from './bar.js'

const BAR_COLUMNS = 16

/** A part of what is full, in one word. */
interface Filling {
  readonly title: string
  readonly bytes: number
}

const TITLES: Readonly<Record<CompositionPart['key'], string>> = {
  anon: 'anon',
  shmem: 'tmpfs/shmem',
  file: 'file cache',
  cache: 'file cache and tmpfs',
  unmapped: 'unmapped anon',
  kernel: 'kernel',
  sock: 'sockets',
  hugetlb: 'hugetlb',
}

const RAM_TITLES: Partial<Record<RamPart['name'], string>> = {
  'anonymous and shared memory': 'anon+shmem',
  'page cache': 'file cache',
  'unevictable memory': 'unevictable',
  'unreclaimable slab': 'slab',
}

/**
 * What filled the limit or the machine: a bar, and its parts, the largest first.
 *
 *     ██████████████▓·  █ anon 3.20 GiB 80%, ▓ kernel 120 MiB 3%
 */
export function filled(event: OomEvent, room: number): string {
  const found = fillingOf(event)
  return found === undefined ? '' : drawn(found, room)
}

/** The parts alone, in words: `anon 3.20 GiB 80%`. */
export function fillingWords(event: OomEvent): string[] {
  const found = fillingOf(event)
  return found === undefined ? [] : wordsOf(found)
}

interface Filled {
  readonly parts: readonly Filling[]
  readonly whole: number
}

/** What is below one percent fills nothing: --details has it. */
function fillingOf({ scope, cgroup, memInfo, pageSizeBytes }: OomEvent): Filled | undefined {
  const found =
    scope === 'memcg'
      ? cgroup === undefined
        ? undefined
        : ofCgroup(cgroup)
      : memInfo === undefined
        ? undefined
        : ofMachine(memInfo, pageSizeBytes)
  if (found === undefined) return undefined
  const { parts, whole } = found
  return { parts: parts.filter(({ bytes }, index) => index === 0 || bytes * 100 >= whole), whole }
}

function ofCgroup(cgroup: Cgroup): Filled | undefined {
  const composition = compositionOf(cgroup)
  if (composition === undefined) return undefined
  const { parts, usageBytes, limitBytes = usageBytes, remainderBytes } = composition
  // Kernels before 3.9 print no statistics of a cgroup.
  if (parts.length === 0) return undefined
  const counted = parts.map(({ key, bytes }) => ({ title: TITLES[key], bytes }))
  const rest =
    isWithinBatching(composition) || remainderBytes < 0 ? [] : [{ title: 'not told', bytes: remainderBytes }]
  return { parts: [...counted, ...rest], whole: limitBytes }
}

/** Free memory is what the bar leaves empty. */
function ofMachine(memInfo: MemInfo, pageSizeBytes: number): Filled | undefined {
  const use = ramUse(memInfo, pageSizeBytes)
  if (use === undefined) return undefined
  const used = use.parts
    .filter(({ name }) => !name.startsWith('free'))
    .map(({ name, bytes }) => ({ title: RAM_TITLES[name] ?? name, bytes }))
  const rest = use.remainderBytes <= 0 ? [] : [{ title: 'in no counter', bytes: use.remainderBytes }]
  return { parts: [...used, ...rest].sort((a, b) => b.bytes - a.bytes), whole: use.ram.bytes }
}

function drawn(found: Filled, room: number): string {
  const legend = wordsOf(found).map((words, index) => `${shade(index)} ${words}`)
  const columns = room - BAR_COLUMNS - 2
  // In the order of the bar: a part without room takes those behind it along.
  while (legend.length > 1 && columnsOf(legend.join(', ')) > columns) legend.pop()
  const amounts = found.parts.map(({ bytes }) => bytes)
  return `${bar(amounts, found.whole, BAR_COLUMNS)}  ${cutMiddle(legend.join(', '), columns)}`
}

function wordsOf({ parts, whole }: Filled): string[] {
  return parts.map(({ title, bytes }) => {
    const share = percent(bytes, whole)
    return `${title} ${size(bytes)}${share === undefined ? '' : ` ${share}`}`
  })
}
