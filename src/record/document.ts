import * as z from 'zod'
import { atSchema } from './at.js'
import { eventSchema } from './event.js'
import { findingSchema } from './finding.js'
import { FRAMING_NAMES } from './framing-name.js'
import { problemSchema } from './problem.js'

/** The name and version of the record contract, which every document carries. */
export const SCHEMA_NAME = 'oomparse/1'

/** One file or stream, and what it provably covers. */
export const inputSchema = z.object({
  name: z.string(),
  kinds: z.array(z.string()),
  framing: z.enum([...FRAMING_NAMES, 'mixed']),
  compression: z.string().optional(),
  bytes: z.number().optional(),
  lines: z.number(),
  covers: z.object({ from: atSchema, to: atSchema }).optional(),
  gaps: z.array(z.object({ line: z.number(), reason: z.string(), lost: z.number().optional() })),
  problems: z.array(problemSchema),
})

/** What was read and concluded: inputs, events in the order of the timeline, findings, problems. */
export const documentSchema = z.object({
  schema: z.literal(SCHEMA_NAME),
  generator: z.object({ name: z.literal('oomparse'), version: z.string() }),
  inputs: z.array(inputSchema),
  events: z.array(eventSchema),
  findings: z.array(findingSchema),
  problems: z.array(problemSchema),
})

/** One file or stream, and what it provably covers. */
export type Input = z.infer<typeof inputSchema>
/** What was read and concluded: inputs, events in the order of the timeline, findings, problems. */
export type Document = z.infer<typeof documentSchema>
