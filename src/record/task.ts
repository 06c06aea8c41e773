import * as z from 'zod'

/** One row of the task table. Which values there are depends on the table's header. */
export const taskSchema = z.object({
  pid: z.number(),
  uid: z.number().optional(),
  tgid: z.number().optional(),
  comm: z.string(),
  totalVmPages: z.number().optional(),
  totalVmBytes: z.number().optional(),
  rssPages: z.number().optional(),
  rssBytes: z.number().optional(),
  rssAnonPages: z.number().optional(),
  rssAnonBytes: z.number().optional(),
  rssFilePages: z.number().optional(),
  rssFileBytes: z.number().optional(),
  rssShmemPages: z.number().optional(),
  rssShmemBytes: z.number().optional(),
  pgtablesBytes: z.number().optional(),
  nrPtes: z.number().optional().describe('number of page-table pages'),
  nrPmds: z.number().optional(),
  swapEntries: z.number().optional().describe('swapped-out pages'),
  oomScoreAdj: z.number().optional(),
  oomAdj: z.number().optional(),
  cpu: z.number().optional(),
  line: z.number().optional(),
  other: z.record(z.string(), z.number()).optional().describe('columns that this version does not know'),
})

/** One row of the task table. */
export type Task = z.infer<typeof taskSchema>
