import * as z from 'zod'

/** An amount of memory, or the kernel's "no limit" (its huge sentinels, `max`, `infinity`). */
export const limitSchema = z.union([z.number(), z.literal('unlimited')])

/** Bytes, or `unlimited`. */
export type Limit = z.infer<typeof limitSchema>
