import * as z from 'zod'
import { atSchema } from './at.js'
import { problemSchema } from './problem.js'
import { sourceSchema } from './source.js'

/** What every event has, whatever it says. */
export const eventBaseSchema = z.object({
  id: z.string(),
  at: atSchema,
  host: z.string().optional(),
  source: sourceSchema,
  alsoIn: z.array(sourceSchema).optional().describe('other readings of the same event'),
  orderUncertain: z
    .array(z.string())
    .optional()
    .describe('events beside this one in the timeline whose order to it cannot be known'),
  message: z.string().describe('what the log says, as printed'),
  problems: z.array(problemSchema),
})

/**
 * Where the amounts of an event are read and how, by the name of the field: for whoever wants to quote them. Without
 * `lines` they stand in the first line; with them, one that is not named stands nowhere as a whole.
 */
export const placesSchema = z.object({
  lines: z.record(z.string(), z.number()).optional().describe('the line of each amount: capacityBytes'),
  printed: z
    .record(z.string(), z.string())
    .optional()
    .describe('as it is spelled there, where the bytes are not: 31273800Ki'),
})

/** Where the amounts of an event are read, and how they are spelled there. */
export type Places = z.infer<typeof placesSchema>

/**
 * Equal readings that follow each other are one event: `at` is the first, `lastAt` the last. What lies between
 * (the eviction manager measures every ten seconds) says nothing new.
 */
export const seriesSchema = z.object({
  count: z.number(),
  lastAt: atSchema,
})
