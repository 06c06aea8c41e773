import * as z from 'zod'

/** Where a record was read: the input's name and its lines, counted from 1 in the decoded text. */
export const sourceSchema = z.object({
  input: z.string(),
  firstLine: z.number(),
  lastLine: z.number(),
})

/** Where a record was read. */
export type Source = z.infer<typeof sourceSchema>
