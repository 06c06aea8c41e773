import * as z from 'zod'

/** The parts of a dump, as `completeness.missing` names them. */
export const DUMP_PARTS = [
  'invocation',
  'call-trace',
  'memcg-counters',
  'mem-info',
  'task-table',
  'constraint-line',
  'kill-line',
  'panic-line',
] as const

/** A part of a dump. */
export type DumpPart = (typeof DUMP_PARTS)[number]

/** How much of a dump was there to read. */
export const completenessSchema = z.object({
  complete: z.boolean(),
  missing: z.array(z.enum(DUMP_PARTS)),
  foreignLines: z.number().describe('lines of other senders inside the dump'),
  lostLines: z.number().describe('lines known to be dropped'),
  unexplained: z.array(z.object({ line: z.number(), text: z.string() })),
})

/** How much of a dump was there to read. */
export type Completeness = z.infer<typeof completenessSchema>
