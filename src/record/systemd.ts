import * as z from 'zod'
import { eventBaseSchema } from './event-base.js'

/** A daemon-reload or re-exec of PID 1: its two or three lines are one event. */
export const systemdReloadSchema = eventBaseSchema.extend({
  type: z.literal('systemd-reload'),
  kind: z.enum(['reload', 'reexec']),
  rejected: z.boolean().optional().describe('refused by the rate limit: nothing was reloaded'),
  clientPid: z.number().optional(),
  clientComm: z.string().optional(),
  clientUnit: z.string().optional(),
  durationMs: z.number().optional(),
})

/** What systemd says of a unit. */
export const UNIT_STATES = [
  'starting',
  'started',
  'stopping',
  'stopped',
  'exited',
  'failed',
  'deactivated',
  'restart-scheduled',
  'slice-created',
  'slice-removed',
  'resources-consumed',
] as const

/** A unit changes its state. Where only its description is printed, `unit` is missing. */
export const systemdUnitStateSchema = eventBaseSchema.extend({
  type: z.literal('systemd-unit-state'),
  unit: z.string().optional(),
  description: z.string().optional(),
  state: z.enum(UNIT_STATES),
  code: z.string().optional().describe('exited, killed or dumped'),
  status: z.number().optional(),
  statusName: z.string().optional(),
  result: z.string().optional(),
  restartCounter: z.number().optional(),
  memoryPeak: z.string().optional().describe('as printed: rounded by systemd'),
})

/** systemd says that processes of a unit were killed for memory. */
export const systemdUnitOomSchema = eventBaseSchema.extend({
  type: z.literal('systemd-unit-oom'),
  unit: z.string(),
  by: z.enum(['kernel', 'systemd-oomd', 'unknown']),
  form: z.enum(['process-killed', 'result']),
  killedProcesses: z.number().optional(),
})

/** A daemon-reload or re-exec of PID 1. */
export type SystemdReload = z.infer<typeof systemdReloadSchema>
/** A unit changed its state. */
export type SystemdUnitState = z.infer<typeof systemdUnitStateSchema>
/** systemd says that processes of a unit were killed for memory. */
export type SystemdUnitOom = z.infer<typeof systemdUnitOomSchema>
