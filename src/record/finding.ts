import * as z from 'zod'
import { limitSchema } from './amount.js'
import { atSchema } from './at.js'

/** What a diagnosis rule says, with the lines that it rests on. */
export const findingSchema = z.object({
  rule: z.string(),
  verdict: z.enum(['confirmed', 'likely', 'possible', 'cannot-tell']),
  title: z.string(),
  summary: z.string(),
  events: z.array(z.string()),
  evidence: z.array(
    z.object({ input: z.string(), line: z.number(), at: atSchema.optional(), says: z.string() }),
  ),
  missing: z.array(z.string()),
  overturnedBy: z.string().optional(),
  next: z.array(z.string()),
  references: z.array(z.string()),
  figures: z
    .record(z.string(), limitSchema)
    .optional()
    .describe('the numbers of the summary, read or reckoned, each with its unit in its name'),
})

/** What a rule says, how surely, and the lines that it rests on. */
export type Finding = z.infer<typeof findingSchema>
