import * as z from 'zod'
import { oomEventSchema, triggerSchema } from './oom.js'

/** An allocation that failed or stalled: the same Mem-Info as an OOM, and nobody killed. */
export const pageAllocationFailureSchema = oomEventSchema
  .pick({
    id: true,
    at: true,
    host: true,
    source: true,
    alsoIn: true,
    orderUncertain: true,
    kernel: true,
    pageSizeBytes: true,
    pageSizeBasis: true,
    callTrace: true,
    registers: true,
    memInfo: true,
    completeness: true,
    problems: true,
  })
  .extend({
    type: z.literal('page-allocation-failure'),
    kind: z.enum(['failure', 'stall', 'vmalloc', 'slub']),
    trigger: triggerSchema,
    stallMs: z.number().optional(),
    requestBytes: z.number().optional().describe('bytes that vmalloc asked for'),
    allocatedBytes: z.number().optional().describe('what vmalloc had got by then'),
    minProtectionBytes: z.number().optional(),
    lowProtectionBytes: z.number().optional(),
    message: z.string().describe('the first line, as printed'),
  })

/** An allocation that failed or stalled, and nobody was killed. */
export type PageAllocationFailure = z.infer<typeof pageAllocationFailureSchema>
