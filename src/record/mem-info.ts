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

export const buddyChunkSchema = z.object({
  bytes: z.number(),
  count: z.number(),
  migrateTypes: z.array(z.string()).optional().describe('U, M, E, H, C, I, R: which lists have chunks'),
})

export const buddySchema = z.object({
  node: z.number().optional(),
  zone: z.string(),
  chunks: z.array(buddyChunkSchema),
  totalBytes: z.number(),
  line: z.number().optional(),
})

export const hugepagesSchema = z.object({
  node: z.number().optional(),
  sizeBytes: z.number(),
  total: z.number(),
  free: z.number(),
  surplus: z.number(),
  line: z.number().optional(),
})

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

export const perCpuSchema = z.object({
  node: z.number().optional(),
  zone: z.string(),
  cpus: z.array(z.object({ cpu: z.number(), high: z.number(), batch: z.number(), used: z.number() })),
})

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

export type NodeMemory = z.infer<typeof nodeMemorySchema>
export type ZoneMemory = z.infer<typeof zoneMemorySchema>
export type BuddyChunk = z.infer<typeof buddyChunkSchema>
export type Buddy = z.infer<typeof buddySchema>
export type Hugepages = z.infer<typeof hugepagesSchema>
export type SlabCache = z.infer<typeof slabCacheSchema>
export type AllocationSite = z.infer<typeof allocationSiteSchema>
export type PerCpu = z.infer<typeof perCpuSchema>
export type MemInfo = z.infer<typeof memInfoSchema>
