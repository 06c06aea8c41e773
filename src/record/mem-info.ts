import * as z from 'zod'

const byteMap = z.record(z.string(), z.number())

/** One `Node 0 active_anon:…kB` line (4.8 and later). */
export const nodeMemorySchema = z.object({
  node: z.number(),
  bytes: byteMap,
  pages: byteMap.optional().describe('values that the kernel prints in pages: pagesScanned'),
  allUnreclaimable: z.boolean().optional(),
  line: z.number().optional(),
})

/** One zone line with its lowmem_reserve. `node` is absent on kernels without NUMA. */
export const zoneMemorySchema = z.object({
  node: z.number().optional(),
  zone: z.string(),
  bytes: byteMap,
  pages: byteMap.optional().describe('values that the kernel prints in pages: pagesScanned'),
  lowmemReservePages: z.array(z.number()).optional(),
  allUnreclaimable: z.boolean().optional(),
  line: z.number().optional(),
  lowmemReserveLine: z.number().optional(),
})

/** Free chunks of one size. */
export const buddyChunkSchema = z.object({
  bytes: z.number(),
  count: z.number(),
  migrateTypes: z.array(z.string()).optional().describe('U, M, E, H, C, I, R: which lists have chunks'),
})

/** The free chunks of one zone. */
export const buddySchema = z.object({
  node: z.number().optional(),
  zone: z.string(),
  chunks: z.array(buddyChunkSchema),
  totalBytes: z.number(),
  line: z.number().optional(),
})

/** The huge pages of one size on one NUMA node: counts of pages. */
export const hugepagesSchema = z.object({
  node: z.number().optional(),
  sizeBytes: z.number(),
  total: z.number(),
  free: z.number(),
  surplus: z.number(),
  line: z.number().optional(),
})

/** One slab cache that cannot be reclaimed. */
export const slabCacheSchema = z.object({
  name: z.string(),
  usedBytes: z.number(),
  totalBytes: z.number(),
  line: z.number().optional(),
})

/** One row of memory allocation profiling (6.10 and later). */
export const allocationSiteSchema = z.object({
  bytes: z.number().describe('exact before 6.12, from then on a rounded size'),
  calls: z.number(),
  file: z.string(),
  line: z.number(),
  module: z.string().optional(),
  function: z.string(),
})

/** The per-CPU page lists of one zone, in pages (before 4.1). */
export const perCpuSchema = z.object({
  node: z.number().optional(),
  zone: z.string(),
  cpus: z.array(z.object({ cpu: z.number(), high: z.number(), batch: z.number(), used: z.number() })),
})

/** The machine's memory at the time of the dump, as `Mem-Info:` and what follows it say. */
export const memInfoSchema = z.object({
  pages: byteMap.optional().describe('machine totals in pages'),
  perCpu: z.array(perCpuSchema).optional().describe('per-CPU page lists, before 4.1'),
  nodes: z.array(nodeMemorySchema).optional(),
  zones: z.array(zoneMemorySchema).optional(),
  buddy: z.array(buddySchema).optional(),
  hugepages: z.array(hugepagesSchema).optional(),
  pageCachePages: z.number().optional(),
  swapCachePages: z.number().optional(),
  swapCacheStats: z
    .object({ add: z.number(), delete: z.number(), findSuccess: z.number(), findTotal: z.number() })
    .optional(),
  swap: z.object({ freeBytes: z.number().optional(), totalBytes: z.number().optional() }).optional(),
  ramPages: z.number().optional(),
  highMemPages: z.number().optional(),
  reservedPages: z.number().optional(),
  sharedPages: z.number().optional(),
  nonSharedPages: z.number().optional(),
  cmaReservedPages: z.number().optional(),
  pagetableCachePages: z.number().optional(),
  hwpoisonedPages: z.number().optional(),
  freePages: z.number().optional().describe('arm before 4.0'),
  slabPages: z.number().optional().describe('arm before 4.0'),
  unreclaimableSlab: z.array(slabCacheSchema).optional(),
  allocations: z.array(allocationSiteSchema).optional(),
  lines: z
    .record(z.string(), z.number())
    .optional()
    .describe(
      'the line of each of `pages` and of each other value that stands alone: free, ramPages, swapTotalBytes',
    ),
})

/** The memory of one NUMA node. */
export type NodeMemory = z.infer<typeof nodeMemorySchema>
/** One zone, with its watermarks and reserves. */
export type ZoneMemory = z.infer<typeof zoneMemorySchema>
/** Free chunks of one size. */
export type BuddyChunk = z.infer<typeof buddyChunkSchema>
/** The free chunks of one zone. */
export type Buddy = z.infer<typeof buddySchema>
/** The huge pages of one size on one NUMA node: counts of pages. */
export type Hugepages = z.infer<typeof hugepagesSchema>
/** One slab cache that cannot be reclaimed. */
export type SlabCache = z.infer<typeof slabCacheSchema>
/** One row of memory allocation profiling. */
export type AllocationSite = z.infer<typeof allocationSiteSchema>
/** The per-CPU page lists of one zone, in pages (before 4.1). */
export type PerCpu = z.infer<typeof perCpuSchema>
/** The machine's memory at the time of the dump, as `Mem-Info:` and what follows it say. */
export type MemInfo = z.infer<typeof memInfoSchema>
