import * as z from 'zod'

/** Trouble as data. `line` is the line of the decoded input, counted from 1. */
export const problemSchema = z.object({
  code: z.string().describe('what is wrong, from a closed list: docs/records.md'),
  message: z.string(),
  line: z.number().optional(),
})

/** Trouble as data. */
export type Problem = z.infer<typeof problemSchema>
