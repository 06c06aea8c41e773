import { type RamCounter, type RamUse, ramUse } from '../../../figures/index.js'
import { share, short } from '../../amounts.js'
import { type SaidLine, shortageRule } from '../../dump-rule.js'
import { MOST_SHOWN } from '../../evidence.js'
import { machineTells } from './whole-machine.js'

/**
 * From a tenth of the RAM on: an idle machine has two to five percent in no counter (vmalloc, per-CPU memory, buffers of
 * drivers), a small one somewhat more, of which less than 64 MiB is not worth a word.
 */
const SHARE = 10
const LEAST_BYTES = 64 * 1024 ** 2

/** Parts below a twentieth of the RAM explain nothing. */
const PART_SHARE = 20

export const unaccounted = shortageRule({
  id: 'unaccounted',
  question: 'Is much of the RAM in no counter?',
  needs: ['oom', 'page-allocation-failure'],
  references: ['https://docs.kernel.org/filesystems/proc.html#meminfo'],
  decide(dump) {
    const { memInfo, pageSizeBytes } = dump
    if (memInfo === undefined || !machineTells(dump)) return undefined
    const use = ramUse(memInfo, pageSizeBytes)
    if (use === undefined || !isMuch(use)) return undefined
    const { ram, remainderBytes } = use
    const missing = missingOf(use)
    const listed = ram.bytes - remainderBytes
    return {
      verdict: missing.length === 0 ? 'confirmed' : 'likely',
      title: `${short(remainderBytes)} of RAM (${share(remainderBytes, ram.bytes)}) is listed nowhere: kernel, driver or balloon`,
      summary: `The counters explain ${short(listed)} of ${short(ram.bytes)} of RAM${largestOf(use)}; ${short(remainderBytes)} is in none of them, where some percent is usual. Who has it the dump does not tell; it can be: ${ownersOf(use)}.`,
      lines: linesOf(use),
      figures: { ramBytes: ram.bytes, listedBytes: listed, remainderBytes },
      missing,
      overturnedBy: 'a counter of that moment that has it: Percpu, VmallocUsed or Hugetlb of /proc/meminfo',
      next: [
        "grep -E 'MemTotal|VmallocUsed|Percpu|Hugetlb|CmaTotal' /proc/meminfo  # does it grow?",
        'sort -k2 -n /proc/vmallocinfo | tail  # who took vmalloc',
        "lsmod | grep -E 'zfs|balloon|zram|nvidia|amdgpu|i915'",
        'awk \'$1 == "size"\' /proc/spl/kstat/zfs/arcstats; cat /sys/block/zram*/mm_stat  # ZFS, zram',
      ],
    }
  },
})

function isMuch({ ram, remainderBytes }: RamUse): boolean {
  return remainderBytes >= LEAST_BYTES && remainderBytes * SHARE >= ram.bytes
}

function missingOf({ absent, ballooned }: RamUse): string[] {
  const missing: string[] = []
  if (absent.includes('huge pages'))
    missing.push('huge pages, which are not in the dump (grep Huge /proc/meminfo)')
  if (ballooned.length > 0)
    missing.push('the balloon driver: some take their pages out of the RAM, others leave them in it')
  return missing
}

function ownersOf({ absent, ballooned }: RamUse): string {
  const owners = [
    ...(ballooned.length > 0
      ? [`the balloon, which holds ${short(ballooned.reduce((sum, { bytes }) => sum + bytes, 0))}`]
      : ['a balloon (virtio, VMware, Hyper-V)']),
    ...(absent.includes('huge pages') ? ['huge pages'] : []),
    'vmalloc',
    'the ZFS cache',
    ...(absent.includes('compressed swap (zspages)') ? ['zram or zswap'] : []),
    'pages of a GPU or network driver',
  ]
  return owners.join(', ')
}

function largestOf({ parts }: RamUse): string {
  const largest = [...parts].sort((a, b) => b.bytes - a.bytes).slice(0, 3)
  return largest.length === 0
    ? ''
    : ` (${largest.map(({ name, bytes }) => `${name} ${short(bytes)}`).join(', ')})`
}

function linesOf({ ram, parts, ballooned }: RamUse): SaidLine[] {
  const large = parts.filter(({ bytes }) => bytes * PART_SHARE >= ram.bytes)
  const counters: RamCounter[] = [
    ...ram.counters.slice(0, MOST_SHOWN),
    ...large.flatMap((part) => part.counters.slice(0, MOST_SHOWN)),
    ...ballooned.slice(0, MOST_SHOWN),
  ]
  return counters.map(({ printed, bytes, line }) => ({ line, says: `${printed} (${short(bytes)})` }))
}
