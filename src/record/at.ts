import * as z from 'zod'

/** What an instant rests on. */
export const TIME_BASES = [
  'journal',
  'syslog',
  'dmesg-wall-clock',
  'boot-time',
  'klog',
  'file-mtime',
  'api',
  'capture',
  'monotonic-only',
  'none',
] as const

/**
 * A moment: what was printed, and an instant only where the log justifies one. The basis `capture` is the moment at
 * which the command ran whose output the record was read from.
 */
export const atSchema = z.object({
  printed: z.string().optional().describe('the stamp as the first line shows it, without brackets'),
  epochMs: z.number().optional(),
  iso: z.string().optional(),
  monotonicSec: z.number().optional().describe('seconds since boot by the kernel clock'),
  basis: z.enum(TIME_BASES),
  uncertaintyMs: z.number().optional(),
  inferred: z.array(z.enum(['year', 'zone'])).optional(),
})

/** A moment: what was printed, and an instant only where the log justifies one. */
export type At = z.infer<typeof atSchema>
