import * as z from 'zod'
import { atSchema } from './at.js'
import { cgroupSchema } from './cgroup.js'
import { completenessSchema } from './completeness.js'
import { memInfoSchema } from './mem-info.js'
import { problemSchema } from './problem.js'
import { sourceSchema } from './source.js'
import { taskSchema } from './task.js'
import { victimSchema } from './victim.js'

/** Whose memory ran out. */
export const SCOPES = ['memcg', 'global', 'cpuset', 'mempolicy', 'unknown'] as const
/** How an OOM ended. */
export const OUTCOMES = ['killed', 'panic', 'no-killable-process', 'unknown'] as const
/** What the page size of a dump was derived from. */
export const PAGE_SIZE_BASES = ['victim', 'buddy-list', 'assumed', 'option'] as const

/** The allocation that could not be served, and the task that asked for it. */
export const triggerSchema = z.object({
  comm: z.string().optional(),
  pid: z.number().optional(),
  uid: z.number().optional().describe('effective uid, 6.11 and later'),
  cpu: z.number().optional(),
  gfpMask: z.string().optional(),
  gfpFlags: z.array(z.string()).optional(),
  gfpFlagsBasis: z
    .literal('decoded')
    .optional()
    .describe("the kernel printed the mask alone (until 4.5); the names are those of its release's bits"),
  order: z.number().optional(),
  requestBytes: z.number().optional(),
  oomScoreAdj: z.number().optional(),
  oomAdj: z.number().optional(),
  pageFault: z
    .boolean()
    .optional()
    .describe('raised by the page-fault handler, with an empty mask (until 5.15)'),
  caller: z.string().optional().describe('T and a task id, or C and a CPU: CONFIG_PRINTK_CALLER'),
  nodemask: z.string().optional(),
  cpuset: z.string().optional(),
  memsAllowed: z.string().optional(),
  workqueue: z.string().optional(),
  manual: z.boolean().optional().describe('asked for by SysRq-f'),
  line: z.number().optional().describe('the line that begins the dump'),
})

/** The kernel and the machine, as the dump prints them. */
export const kernelSchema = z.object({
  release: z.string().optional(),
  build: z.string().optional().describe('what follows the release: #1 SMP Debian …'),
  taint: z.string().optional().describe('as printed: "Not tainted" or "Tainted: P   O"'),
  taintNames: z.array(z.string()).optional(),
  hardware: z.string().optional(),
  preempt: z.string().optional(),
  kdumpLoaded: z.boolean().optional(),
})

/** One frame of the call trace. */
export const frameSchema = z.object({
  symbol: z.string(),
  offset: z.number().optional(),
  size: z.number().optional(),
  uncertain: z.boolean().describe('printed with a question mark: found on the stack, maybe not called'),
  module: z.string().optional(),
})

/** The `oom-kill:` line as printed (5.0 and later). */
export const constraintSchema = z.object({
  constraint: z.string(),
  nodemask: z.string().optional(),
  cpuset: z.string().optional(),
  memsAllowed: z.string().optional(),
  globalOom: z.boolean().optional(),
  oomMemcg: z.string().optional(),
  taskMemcg: z.string().optional(),
  task: z.string().optional(),
  pid: z.number().optional(),
  uid: z.number().optional(),
  line: z.number().optional(),
})

/** The kernel's OOM killer ran: who asked, at whose limit, who died. */
export const oomEventSchema = z.object({
  type: z.literal('oom'),
  id: z.string(),
  at: atSchema,
  host: z.string().optional(),
  source: sourceSchema,
  alsoIn: z.array(sourceSchema).optional(),
  orderUncertain: z.array(z.string()).optional(),
  scope: z.enum(SCOPES),
  outcome: z.enum(OUTCOMES),
  trigger: triggerSchema,
  kernel: kernelSchema.optional(),
  constraint: constraintSchema.optional(),
  selected: z
    .object({
      pid: z.number(),
      comm: z.string(),
      score: z.number().optional(),
      line: z.number().optional(),
    })
    .optional()
    .describe('who was chosen where it is told apart from who died (until 5.0)'),
  killMessage: z
    .string()
    .optional()
    .describe('the words of the kill line before "Kill process" or "Killed process"'),
  panic: z.string().optional().describe('the text after "Kernel panic - not syncing: "'),
  endLine: z.number().optional().describe('the panic, or that nothing can be killed'),
  pageSizeBytes: z.number(),
  pageSizeBasis: z.enum(PAGE_SIZE_BASES),
  callTrace: z.array(frameSchema).optional(),
  registers: z.record(z.string(), z.string()).optional(),
  cgroup: cgroupSchema.optional(),
  memInfo: memInfoSchema.optional(),
  taskColumns: z.array(z.string()).optional(),
  tasks: z.array(taskSchema).optional(),
  victims: z.array(victimSchema),
  possibleVictims: z
    .array(victimSchema)
    .optional()
    .describe("kill lines that may be this dump's or those of one that is interleaved with it"),
  completeness: completenessSchema,
  derived: z.object({
    taskCount: z.number().optional(),
    rssSumPages: z.number().optional(),
    rssSumBytes: z.number().optional(),
    byCommand: z.array(z.object({ comm: z.string(), count: z.number(), rssBytes: z.number() })).optional(),
  }),
  problems: z.array(problemSchema),
})

/** Whose memory ran out: that of a memory cgroup, the machine, a cpuset, or the nodes of a policy. */
export type Scope = (typeof SCOPES)[number]
/** How an OOM ended. */
export type Outcome = (typeof OUTCOMES)[number]
/** What the page size of a dump was derived from. */
export type PageSizeBasis = (typeof PAGE_SIZE_BASES)[number]
/** The allocation that could not be served, and the task that asked for it. */
export type Trigger = z.infer<typeof triggerSchema>
/** The kernel and the machine, as the dump prints them. */
export type Kernel = z.infer<typeof kernelSchema>
/** One frame of the call trace. */
export type Frame = z.infer<typeof frameSchema>
/** The `oom-kill:` line as printed (5.0 and later). */
export type Constraint = z.infer<typeof constraintSchema>
/** The kernel's OOM killer ran: who asked, at whose limit, who died. */
export type OomEvent = z.infer<typeof oomEventSchema>
