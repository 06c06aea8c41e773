import { type ZoneFigures, zoneFigures } from '../../../figures/index.js'
import { share, short } from '../../amounts.js'
import { shortageRule } from '../../dump-rule.js'
import { doubts, howShort, zonesInReach } from './reach.js'
import { inequality, nameOf, REFERENCES, requestLine, zoneLines } from './zone-words.js'

/** CMA areas lend their memory to pages that can be moved away again, and to no others. */
export const cmaOnly = shortageRule({
  id: 'cma-only',
  question: 'Is the free memory in CMA areas, which the request cannot use?',
  needs: ['oom', 'page-allocation-failure'],
  references: [...REFERENCES, 'https://docs.kernel.org/admin-guide/mm/cma_debugfs.html'],
  decide(dump) {
    const figures = zoneFigures(dump)
    if (figures === undefined || figures.request.isMovable) return undefined
    const inReach = zonesInReach(figures)
    if (howShort(dump, inReach) !== 'min') return undefined
    const decided = inReach.filter(isDecidedByCma)
    const [first] = decided
    if (first === undefined) return undefined
    const cmaBytes = sum(decided.map(({ free }) => free?.cma.least))
    const freeBytes = sum(inReach.map(({ free }) => free?.freeBytes))
    const missing = doubts(dump, figures, inReach)
    return {
      verdict: missing.length === 0 ? 'confirmed' : 'likely',
      title: `${share(cmaBytes, freeBytes)} of the free memory is CMA, which the request cannot use`,
      summary: `Of ${short(freeBytes)} free, ${short(cmaBytes)} are in CMA areas, which only movable pages may use, and the request is for pages that stay. Without them ${nameOf(first.zone)} was not above its mark: ${inequality(first)}.`,
      lines: [requestLine(dump), ...zoneLines(dump, inReach)],
      figures: { freeBytes, freeCmaBytes: cmaBytes, usableFreeBytes: first.free?.usable.most ?? 0 },
      missing,
      overturnedBy: 'a request whose mask has __GFP_MOVABLE',
      next: [
        'grep -i cma /proc/meminfo; dmesg | grep -i cma',
        'make the area smaller: cma= on the kernel command line, or linux,cma in the device tree',
      ],
    }
  },
})

/** With its CMA pages the zone would have been above its mark. */
function isDecidedByCma({ free, floor, reserve, chunkBytes }: ZoneFigures): boolean {
  if (free === undefined || floor === undefined || reserve === undefined || free.cma.least === 0) return false
  return free.usable.least + free.cma.least - chunkBytes > floor.most + reserve.most
}

function sum(bytes: readonly (number | undefined)[]): number {
  return bytes.reduce<number>((all, one) => all + (one ?? 0), 0)
}
