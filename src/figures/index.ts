export { type Badness, badnessOf, type JudgedTask, scoreOf } from './badness.js'
export { type Bounded, boundedCounters, limitHit } from './bounded-counters.js'
export {
  type Composition,
  type CompositionPart,
  compositionOf,
  isWithinBatching,
  type PartKey,
} from './composition.js'
export { checksAllOrders, largestUsableChunk, scarceOrder } from './free-chunks.js'
export { type HugePages, hugePagesOf } from './huge-pages.js'
export { type KernelMemory, type KernelPart, kernelMemoryOf } from './kernel-memory.js'
export { machineMemoryOf, ramOf } from './machine.js'
export { isOneNode } from './one-node.js'
export { type RamCounter, type RamSize, ramSize } from './ram-size.js'
export { type RamPart, type RamPartName, type RamUse, ramUse } from './ram-use.js'
export { rangeOf } from './range.js'
export { nodeListsOf, type PageRequest, requestOf } from './request.js'
export { roughSize } from './rough-size.js'
export { type RssSum, rssSumOf } from './rss.js'
export { type Standing, standingOf } from './standing.js'
export { type Amount, type Printed, type Statistic, type Statistics, statisticsOf } from './statistics.js'
export { type Between, totalPagesOf } from './total-pages.js'
export { hasPlentyFree, isPlenty, type Unlisted, unlistedMemory } from './unlisted.js'
export { victimRssOf } from './victim-rss.js'
export {
  type Access,
  type DumpFigures,
  type ZoneFigures,
  type ZoneStanding,
  zoneFigures,
} from './watermarks.js'
