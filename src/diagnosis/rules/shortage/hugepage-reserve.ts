import { hugePagesOf, ramSize } from '../../../figures/index.js'
import { share, short } from '../../amounts.js'
import { shortageRule } from '../../dump-rule.js'
import { MOST_SHOWN } from '../../evidence.js'
import { machineTells } from './whole-machine.js'

/** From a tenth of the RAM on a pool is large enough to be missed. */
const SHARE = 10

export const hugepageReserve = shortageRule({
  id: 'hugepage-reserve',
  question: 'Is much of the RAM set aside for huge pages?',
  needs: ['oom', 'page-allocation-failure'],
  references: ['https://docs.kernel.org/admin-guide/mm/hugetlbpage.html'],
  decide(dump) {
    const { memInfo, pageSizeBytes } = dump
    if (memInfo === undefined || !machineTells(dump)) return undefined
    const huge = hugePagesOf(memInfo)
    const ram = ramSize(memInfo, pageSizeBytes)
    if (huge === undefined || ram === undefined || huge.bytes * SHARE < ram.bytes) return undefined
    const { bytes, freeBytes, surplusBytes } = huge
    const unused = freeBytes === 0 ? 'all of it used' : `${short(freeBytes)} of it unused`
    const said = [...huge.counters.filter((one) => one.bytes > 0), ...ram.counters]
    return {
      verdict: 'confirmed',
      title: `${short(bytes)} of RAM (${share(bytes, ram.bytes)}) is set aside as huge pages, ${freeBytes === 0 ? 'all used' : `${short(freeBytes)} unused`}`,
      summary: `Huge pages take ${ram.isWhole ? '' : 'at least '}${short(bytes)} of ${short(ram.bytes)} of RAM, ${unused}. No other allocation can have a page of them, used or not${surplusBytes === 0 ? ', and a kill gives none back' : ''}.`,
      lines: said
        .slice(0, MOST_SHOWN)
        .map((one) => ({ line: one.line, says: `${one.printed} (${short(one.bytes)})` })),
      figures: {
        ramBytes: ram.bytes,
        hugePagesBytes: bytes,
        freeHugePagesBytes: freeBytes,
        surplusHugePagesBytes: surplusBytes,
      },
      overturnedBy: 'HugePages_Total of /proc/meminfo from before the dump that is smaller',
      next: [
        'grep -i huge /proc/meminfo; sysctl vm.nr_hugepages; grep -o "hugepages[^ ]*" /proc/cmdline',
        'sysctl vm.nr_hugepages=N  # as many as the programs that map them need',
      ],
    }
  },
})
