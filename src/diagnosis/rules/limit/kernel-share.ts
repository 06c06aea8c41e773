import {
  compositionOf,
  kernelMemoryOf,
  machineMemoryOf,
  ramOf,
  statisticsOf,
} from '../../../figures/index.js'
import type { MemInfo, OomEvent } from '../../../record/index.js'
import { inKb } from '../../amounts.js'
import type { SaidLine } from '../../dump-rule.js'
import { named } from '../../evidence.js'
import { saidCounter, saidOf, saidPages, saidRam } from './said.js'

export interface NamedBytes {
  readonly name: string
  readonly bytes: number
  /** Its name in the figures of the finding. */
  readonly figure: string
}

/** The kernel's memory, and what it is a part of. */
export interface KernelShare {
  readonly bytes: number
  readonly wholeBytes: number
  readonly whole: 'the usage' | 'RAM'
  /** Kinds that were not read are not in it. */
  readonly atLeast: boolean
  /** The largest first. */
  readonly kinds: readonly NamedBytes[]
  readonly caches: readonly NamedBytes[]
  readonly lines: readonly SaidLine[]
}

/** Slab caches of which a line is shown. */
const MOST_CACHES = 3

export function kernelShareOf(dump: OomEvent): KernelShare | undefined {
  const machine = machineMemoryOf(dump)
  return machine === undefined ? ofCgroup(dump) : ofMachine(dump, machine)
}

function ofCgroup({ cgroup }: OomEvent): KernelShare | undefined {
  const composition = cgroup === undefined ? undefined : compositionOf(cgroup)
  if (cgroup?.memory === undefined || composition === undefined) return undefined
  const statistics = statisticsOf(cgroup)
  const { total, parts, unread } = kernelMemoryOf(cgroup, statistics)
  // Network buffers are charged beside the kernel memory of v2, and are no less the kernel's.
  const found = composition.parts.filter(({ key }) => key === 'kernel' || key === 'sock')
  if (found.length === 0) return undefined
  const sock = found.find(({ key }) => key === 'sock')
  const kinds = [...parts, ...(sock === undefined ? [] : [sock])].map(({ name, bytes }) => ({
    name,
    bytes,
    figure: figureOf(name),
  }))
  const other = (total?.bytes ?? 0) - parts.reduce((sum, { bytes }) => sum + bytes, 0)
  if (parts.length > 0 && other > (total?.bytes ?? 0) / 10)
    kinds.push({
      name: `other kinds (pipe buffers${statistics?.read('pagetables') === undefined ? ', page tables' : ' and the like'})`,
      bytes: other,
      figure: 'otherKernelBytes',
    })
  return {
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    wholeBytes: composition.usageBytes,
    whole: 'the usage',
    atLeast: unread.length > 0,
    kinds: inOrder(kinds),
    caches: [],
    lines: [saidCounter(cgroup.memory), ...[...found, ...parts].flatMap(({ printed }) => saidOf(printed))],
  }
}

const TOTALS = [
  ['slabUnreclaimable', 'unreclaimable slab', 'slab_unreclaimable'],
  ['slabReclaimable', 'reclaimable slab', 'slab_reclaimable'],
  ['slab', 'slab', 'slab'],
  ['pagetables', 'page tables', 'pagetables'],
  ['secPagetables', 'secondary page tables', 'sec_pagetables'],
] as const

function ofMachine(dump: OomEvent, memInfo: MemInfo): KernelShare | undefined {
  const { pageSizeBytes } = dump
  const ram = ramOf(dump, memInfo)
  const totals = TOTALS.flatMap(([key, name, printed]) => {
    const pages = memInfo.pages?.[key]
    const said = saidPages(memInfo, key, printed, pageSizeBytes)
    return pages === undefined || pages === 0 || said === undefined
      ? []
      : [{ name, bytes: pages * pageSizeBytes, figure: figureOf(name), said }]
  })
  if (ram === undefined || totals.length === 0) return undefined
  const stacks = stacksOf(memInfo)
  const kinds = [...totals, ...(stacks === undefined ? [] : [stacks])]
  const caches = [...(memInfo.unreclaimableSlab ?? [])]
    .sort((a, b) => b.totalBytes - a.totalBytes)
    .slice(0, MOST_CACHES)
  return {
    bytes: kinds.reduce((sum, { bytes }) => sum + bytes, 0),
    wholeBytes: ram.bytes,
    whole: 'RAM',
    // Per-CPU memory, vmalloc and pages that drivers take are in no line of Mem-Info.
    atLeast: true,
    kinds: inOrder(kinds.map(({ name, bytes, figure }) => ({ name, bytes, figure }))),
    caches: caches.map(({ name, totalBytes }) => ({ name: named(name), bytes: totalBytes, figure: '' })),
    lines: [
      ...totals.map(({ said }) => said),
      ...(stacks?.said ?? []),
      ...caches.map(({ name, totalBytes, line }) => ({ line, says: `${named(name)} ${inKb(totalBytes)}` })),
      ...saidRam(ram),
    ],
  }
}

/** Per node from 5.9 on, per zone before; none of them in the machine's totals. */
function stacksOf({ nodes = [], zones = [] }: MemInfo): (NamedBytes & { said: SaidLine[] }) | undefined {
  const places = nodes.some(({ bytes }) => bytes.kernelStack !== undefined) ? nodes : zones
  const said: SaidLine[] = []
  let sum = 0
  for (const { bytes, line } of places) {
    const { kernelStack } = bytes
    if (kernelStack === undefined || kernelStack === 0) continue
    sum += kernelStack
    said.push({ line, says: `kernel_stack ${inKb(kernelStack)}` })
  }
  return sum === 0 ? undefined : { name: 'kernel stacks', bytes: sum, figure: 'kernelStackBytes', said }
}

function inOrder(kinds: NamedBytes[]): NamedBytes[] {
  return kinds.sort((a, b) => b.bytes - a.bytes)
}

const FIGURES: Readonly<Record<string, string>> = {
  slab: 'slabBytes',
  'unreclaimable slab': 'slabUnreclaimableBytes',
  'reclaimable slab': 'slabReclaimableBytes',
  'kernel stacks': 'kernelStackBytes',
  'page tables': 'pageTablesBytes',
  'secondary page tables': 'secondaryPageTablesBytes',
  'per-CPU memory': 'perCpuBytes',
  vmalloc: 'vmallocBytes',
  'compressed swap (zswap)': 'zswapBytes',
  'network buffers': 'networkBuffersBytes',
}

function figureOf(name: string): string {
  return FIGURES[name] ?? 'otherKernelBytes'
}
