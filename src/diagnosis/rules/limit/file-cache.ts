import { type Amount, compositionOf, machineMemoryOf, ramOf, statisticsOf } from '../../../figures/index.js'
import type { MemInfo, OomEvent } from '../../../record/index.js'
import type { SaidLine } from '../../dump-rule.js'
import { saidCounter, saidOf, saidPages, saidRam } from './said.js'

/** The page cache of files, without tmpfs and shared memory. */
export interface Cache {
  readonly bytes: number
  readonly wholeBytes: number
  readonly whole: 'the usage' | 'RAM'
  readonly dirtyBytes?: number
  readonly writebackBytes?: number
  readonly lines: readonly SaidLine[]
}

export function cacheOf(dump: OomEvent): Cache | undefined {
  const machine = machineMemoryOf(dump)
  return machine === undefined ? ofCgroup(dump) : ofMachine(dump, machine)
}

function ofCgroup({ cgroup }: OomEvent): Cache | undefined {
  const composition = cgroup === undefined ? undefined : compositionOf(cgroup)
  const statistics = cgroup === undefined ? undefined : statisticsOf(cgroup)
  // Until 4.11 tmpfs is not told apart from the cache: the lists of file pages do not hold it.
  const file =
    composition?.parts.find(({ key }) => key === 'file') ??
    sumOf(statistics?.read('inactiveFile'), statistics?.read('activeFile'))
  if (cgroup?.memory === undefined || composition === undefined || file === undefined) return undefined
  const dirty = statistics?.read('fileDirty')
  const writeback = statistics?.read('fileWriteback')
  return {
    bytes: file.bytes,
    wholeBytes: composition.usageBytes,
    whole: 'the usage',
    ...(dirty === undefined ? {} : { dirtyBytes: dirty.bytes }),
    ...(writeback === undefined ? {} : { writebackBytes: writeback.bytes }),
    lines: [
      saidCounter(cgroup.memory),
      ...[file, dirty, writeback].flatMap((amount) => (amount === undefined ? [] : saidOf(amount.printed))),
    ],
  }
}

function sumOf(a: Amount | undefined, b: Amount | undefined): Amount | undefined {
  if (a === undefined || b === undefined) return undefined
  return { bytes: a.bytes + b.bytes, printed: [...a.printed, ...b.printed] }
}

function ofMachine(dump: OomEvent, memInfo: MemInfo): Cache | undefined {
  const { pageSizeBytes } = dump
  const ram = ramOf(dump, memInfo)
  const { activeFile, inactiveFile, dirty, writeback, unstable = 0 } = memInfo.pages ?? {}
  if (ram === undefined || activeFile === undefined || inactiveFile === undefined) return undefined
  const said = [
    ['activeFile', 'active_file'],
    ['inactiveFile', 'inactive_file'],
    ['dirty', 'dirty'],
    ['writeback', 'writeback'],
    // NFS: the server has it and has not stored it. From 5.8 on it counts as writeback.
    ['unstable', 'unstable'],
  ] as const
  return {
    bytes: (activeFile + inactiveFile) * pageSizeBytes,
    wholeBytes: ram.bytes,
    whole: 'RAM',
    ...(dirty === undefined ? {} : { dirtyBytes: dirty * pageSizeBytes }),
    ...(writeback === undefined ? {} : { writebackBytes: (writeback + unstable) * pageSizeBytes }),
    lines: [
      ...said.flatMap(([key, name]) => saidPages(memInfo, key, name, pageSizeBytes) ?? []),
      ...saidRam(ram),
    ],
  }
}
