import * as z from 'zod'
import { limitSchema } from './amount.js'

/** Kinds of owners of a cgroup. */
export const CGROUP_KINDS = [
  'kubernetes-node',
  'kubernetes-qos',
  'kubernetes-pod',
  'kubernetes-container',
  'docker',
  'podman',
  'lxc',
  'systemd-service',
  'systemd-slice',
  'systemd-scope',
  'user-session',
  'slurm',
  'machine',
  'root',
  'other',
] as const

const ownerSchema = z.object({
  kind: z.enum(CGROUP_KINDS),
  qos: z.enum(['guaranteed', 'burstable', 'besteffort']).optional(),
  podUid: z.string().optional().describe('with dashes, as in metadata.uid'),
  staticPodHash: z.string().optional().describe('the config hash that static pods have instead of a uid'),
  containerId: z.string().optional(),
  runtime: z.string().optional().describe('containerd, cri-o, docker, podman, ecs, nomad, …'),
  driver: z.enum(['systemd', 'cgroupfs']).optional(),
  unit: z.string().optional().describe('the systemd unit that owns the path'),
  uid: z.number().optional().describe('user of a session or a rootless container'),
  name: z.string().optional().describe('name of an LXC container, a machine, a Nomad task'),
  jobId: z.string().optional().describe('Slurm job, Nomad allocation, ECS task'),
  stepId: z.string().optional().describe('Slurm step: a number, batch, extern, interactive'),
  innerUnit: z.string().optional().describe('unit of a systemd that runs inside the container'),
  monitor: z
    .boolean()
    .optional()
    .describe('the group of the monitor (conmon, lxc.monitor), not of the container'),
})

/** What a cgroup path says about its owner. */
export interface CgroupIdentity extends z.infer<typeof ownerSchema> {
  /** The owner around it: of a pod of a kubelet in a Docker container, that container. */
  nestedIn?: CgroupIdentity | undefined
}

// Typed by hand: in declarations a schema inside itself is `any`.
/** What a cgroup path says about its owner. */
export const cgroupIdentitySchema: z.ZodType<CgroupIdentity> = ownerSchema.extend({
  get nestedIn() {
    return cgroupIdentitySchema.optional()
  },
})

/** One counter of a memory cgroup: `memory: usage 4kB, limit 8kB, failcnt 1`. */
export const memcgCounterSchema = z.object({
  usageBytes: limitSchema,
  limitBytes: limitSchema,
  failcnt: z.number().optional().describe('failed charge attempts, not OOM events'),
  line: z.number().optional(),
})

/** One counter of a memory cgroup, in bytes. */
export type MemcgCounter = z.infer<typeof memcgCounterSchema>

/** memory.stat of one cgroup as the dump prints it; v1 dumps before 5.3 print one per child group. */
export const memcgStatsSchema = z.object({
  cgroup: z.string().optional(),
  bytes: z.record(z.string(), limitSchema),
  counts: z.record(z.string(), z.number()).describe('events and pages: pgfault, workingset_…'),
  line: z.number().optional().describe('the heading; until 5.2 it has the values as well'),
  lines: z.record(z.string(), z.number()).optional().describe('the line of each value, 5.3 and later'),
})

/** memory.stat of one cgroup as the dump prints it. */
export type MemcgStats = z.infer<typeof memcgStatsSchema>

/** Whose limit was hit, where the victim lived, and what the memory cgroup had used. */
export const cgroupSchema = z.object({
  version: z.union([z.literal(1), z.literal(2)]).optional(),
  limitOwner: z.string().optional().describe('the cgroup whose limit was hit'),
  ownerLine: z.number().optional().describe('the line that names limitOwner and victimHome'),
  victimHome: z.string().optional().describe("the victim's own cgroup"),
  limitOwnerIdentity: cgroupIdentitySchema.optional(),
  victimIdentity: cgroupIdentitySchema.optional(),
  memory: memcgCounterSchema.optional(),
  memorySwap: memcgCounterSchema.optional(),
  swap: memcgCounterSchema.optional(),
  kmem: memcgCounterSchema.optional(),
  stats: z.array(memcgStatsSchema).optional(),
  minProtectionBytes: z.number().optional().describe('summed memory.min of the children, 6.19 and later'),
  lowProtectionBytes: z.number().optional(),
  groupKill: z.string().optional().describe('the cgroup with memory.oom.group that was killed as a whole'),
  groupKillLine: z.number().optional(),
})

/** Whose limit was hit, where the victim lived, and what the memory cgroup had used. */
export type Cgroup = z.infer<typeof cgroupSchema>
