import * as z from 'zod'
import { eventBaseSchema } from './event-base.js'

/** systemd-oomd or earlyoom warned, killed, or tried to. */
export const userspaceOomKillSchema = eventBaseSchema.extend({
  type: z.literal('userspace-oom-kill'),
  killer: z.enum(['systemd-oomd', 'earlyoom']),
  stage: z.enum(['warned', 'marked', 'killed', 'escalated', 'exited', 'failed', 'dry-run']),
  reason: z.enum(['memory-pressure', 'swap', 'memory-and-swap', 'memory-low']).optional(),
  cgroup: z.string().optional(),
  pressureCgroup: z.string().optional(),
  pressurePercent: z.number().optional(),
  limitPercent: z.number().optional(),
  memoryUsedBytes: z.number().optional(),
  memoryTotalBytes: z.number().optional(),
  swapUsedBytes: z.number().optional(),
  swapTotalBytes: z.number().optional(),
  signal: z.string().optional(),
  pid: z.number().optional(),
  uid: z.number().optional(),
  comm: z.string().optional(),
  rssMiB: z.number().optional().describe('rounded by earlyoom'),
  oomScore: z.number().optional(),
  oomScoreAdj: z.number().optional(),
})

/** The runtime says that a container met an OOM (which of its processes, and whose limit, it does not know). */
export const runtimeOomSchema = eventBaseSchema.extend({
  type: z.literal('runtime-oom'),
  runtime: z.enum(['containerd', 'cri-o', 'docker', 'podman', 'node-problem-detector']),
  containerId: z.string().optional(),
  victimPid: z.number().optional(),
  victimComm: z.string().optional(),
})

/** The first process of a container ended. */
export const containerExitSchema = eventBaseSchema.extend({
  type: z.literal('container-exit'),
  runtime: z.enum(['containerd', 'cri-o', 'docker', 'podman']),
  containerId: z.string(),
  execId: z.string().optional(),
  pid: z.number().optional(),
  exitCode: z.number().optional(),
  exitedAt: z.string().optional(),
})

/** systemd-oomd or earlyoom warned, killed, or tried to. */
export type UserspaceOomKill = z.infer<typeof userspaceOomKillSchema>
/** The runtime says that a container met an OOM. */
export type RuntimeOom = z.infer<typeof runtimeOomSchema>
/** The first process of a container ended. */
export type ContainerExit = z.infer<typeof containerExitSchema>
