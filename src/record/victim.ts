import * as z from 'zod'

/** Why a process was killed. */
export const VICTIM_REASONS = ['selected', 'child', 'shares-mm', 'group', 'allocating-task'] as const

/** What the OOM reaper left of a victim. */
export const reapedSchema = z.object({
  anonRssBytes: z.number().optional().describe('left after reaping'),
  fileRssBytes: z.number().optional(),
  shmemRssBytes: z.number().optional(),
  failed: z.boolean().optional().describe('the reaper gave up'),
  line: z.number().optional(),
})

/** A process that the kernel killed, as its kill line has it. */
export const victimSchema = z.object({
  pid: z.number(),
  comm: z.string(),
  uid: z.number().optional(),
  why: z.enum(VICTIM_REASONS).optional().describe('missing where the line that tells who was chosen is lost'),
  score: z.number().optional(),
  totalVmBytes: z.number().optional(),
  anonRssBytes: z.number().optional(),
  fileRssBytes: z.number().optional(),
  shmemRssBytes: z.number().optional(),
  pgtablesBytes: z.number().optional(),
  oomScoreAdj: z.number().optional(),
  alreadyExiting: z.boolean().optional().describe('5.9 and later: found dying, not killed anew'),
  pinnedBy: z.object({ pid: z.number(), comm: z.string() }).optional(),
  reaped: reapedSchema.optional(),
  line: z.number().optional().describe('the line of the kill'),
})

/** What the OOM reaper left of a victim. */
export type Reaped = z.infer<typeof reapedSchema>
/** A process that the kernel killed. */
export type Victim = z.infer<typeof victimSchema>
