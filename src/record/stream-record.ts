import * as z from 'zod'
import { inputSchema } from './document.js'
import { eventSchema } from './event.js'
import { findingSchema } from './finding.js'
import { problemSchema } from './problem.js'

/** One line of `--format ndjson`, and what `stream()` yields: a record as soon as it is known. */
export const streamRecordSchema = z.union([
  z.object({ record: z.literal('event') }).and(eventSchema),
  z.object({ record: z.literal('input') }).and(inputSchema),
  z.object({ record: z.literal('finding') }).and(findingSchema),
  z.object({ record: z.literal('problem') }).and(problemSchema),
])

/** One line of NDJSON, and what `stream` yields. */
export type StreamRecord = z.infer<typeof streamRecordSchema>
