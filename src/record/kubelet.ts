import * as z from 'zod'
import { limitSchema } from './amount.js'
import { eventBaseSchema, placesSchema, seriesSchema } from './event-base.js'

/** A pod as the kubelet names it: `name_namespace(uid)` until 1.20, `namespace/name` later. */
export const podRefSchema = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
})

/** An amount as Kubernetes prints it, and what it is in bytes where that was printed too. */
export const quantitySchema = z.object({
  text: z.string().optional().describe('100Mi, 1.5Gi, as printed; 2e9 where a value and its scale are'),
  bytes: z.number().optional(),
})

/** An eviction threshold: an amount or a share of the capacity. */
export const thresholdSchema = z.object({
  signal: z.string(),
  bytes: z.number().optional(),
  text: z.string().optional().describe('100Mi: the bytes as printed'),
  quantity: z
    .string()
    .optional()
    .describe('as printed, where the signal is no memory or the amount is not exact'),
  fraction: z.number().optional().describe('0.1 is 10 % of the capacity'),
})

const kubeletBase = eventBaseSchema.extend({ pid: z.number().optional() })

/** The version line: printed once by every start. */
export const kubeletStartSchema = kubeletBase.extend({
  type: z.literal('kubelet-start'),
  version: z.string(),
})

/** One command-line flag (not the effective configuration: a config file overrides nothing here). */
export const kubeletFlagSchema = kubeletBase.extend({
  type: z.literal('kubelet-flag'),
  name: z.string(),
  value: z.string(),
})

/** What the kubelet computes node limits from: the node-config dump of a start, or the one of an enforcement. */
export const kubeletNodeConfigSchema = kubeletBase.extend({
  type: z.literal('kubelet-node-config'),
  phase: z.enum(['computed', 'enforcing']).describe('computed: at start; enforcing: "Attempting to enforce"'),
  nodeName: z.string().optional(),
  cgroupRoot: z.string().optional(),
  cgroupDriver: z.string().optional(),
  cgroupVersion: z.number().optional(),
  cgroupsPerQos: z.boolean().optional(),
  kubeReservedCgroup: z.string().optional(),
  systemReservedCgroup: z.string().optional(),
  enforceNodeAllocatable: z.array(z.string()).optional(),
  kubeReserved: z.record(z.string(), quantitySchema).optional().describe('by resource: memory, cpu, …'),
  systemReserved: z.record(z.string(), quantitySchema).optional(),
  kubeReservedMemoryBytes: z.number().optional(),
  systemReservedMemoryBytes: z.number().optional(),
  evictionHard: z.array(thresholdSchema).optional(),
})

/** The kubelet wrote the limit of all pods or of a reserved cgroup; the line does not say which value. */
export const kubeletAllocatableEnforcedSchema = kubeletBase.extend({
  type: z.literal('kubelet-allocatable-enforced'),
  target: z.enum(['pods', 'system-reserved', 'kube-reserved']),
  cgroup: z.string().optional(),
  node: z.string().optional(),
})

/** The kubelet could not write a limit. */
export const kubeletAllocatableFailedSchema = kubeletBase.extend({
  type: z.literal('kubelet-allocatable-failed'),
  target: z.enum(['pods', 'system-reserved', 'kube-reserved', 'configuration']),
  cgroup: z.string().optional(),
  node: z.string().optional(),
  error: z.string().optional(),
})

/** A limit that the kubelet is about to write (1.28 and later print it; before, the line has only an address). */
export const kubeletEnforcingSchema = kubeletBase.extend({
  type: z.literal('kubelet-enforcing'),
  target: z.enum(['node-allocatable', 'pods', 'system-reserved', 'kube-reserved', 'cgroup']),
  cgroup: z.string().optional(),
  memoryBytes: z.number().optional(),
})

/** The kubelet noticed a new configuration, static pods or reserved CPUs. */
export const kubeletConfigChangeSchema = kubeletBase.extend({
  type: z.literal('kubelet-config-change'),
  what: z.enum(['dynamic-config', 'static-pods', 'config-directory', 'reserved-cpus']),
  path: z.string().optional(),
  ...seriesSchema.partial().shape,
})

/** The steps of the eviction manager. */
export const EVICTION_PHASES = [
  'threshold-met',
  'must-evict',
  'reclaimed-without-eviction',
  'ranked',
  'evicting',
  'evicted',
  'evict-failed',
  'critical-pod-skipped',
  'nothing-to-evict',
  'waiting-for-cleanup',
  'cleaned-up',
  'cleanup-timed-out',
  'blind',
  'observation',
  'threshold-observed',
  'grace-period',
  'notified',
  'notifier-created',
  'admission-refused',
  'failed',
] as const

/**
 * The eviction manager. `observation` is a measurement of `memory.available`: a run of them with the same capacity is
 * one event, with the least available amount of the run.
 */
export const kubeletEvictionSchema = kubeletBase.extend({
  type: z.literal('kubelet-eviction'),
  phase: z.enum(EVICTION_PHASES),
  resource: z.string().optional(),
  signal: z.string().optional(),
  availableBytes: z.number().optional(),
  leastAvailableBytes: z.number().optional(),
  capacityBytes: z.number().optional(),
  thresholdBytes: z.number().optional(),
  pods: z.array(podRefSchema).optional(),
  error: z.string().optional(),
  ...placesSchema.shape,
  ...seriesSchema.partial().shape,
})

/** The OOM watcher. Until 1.20 with kernels from 5.0 on it takes an OOM of a memory cgroup for one of the system. */
export const kubeletSystemOomSchema = kubeletBase.extend({
  type: z.literal('kubelet-system-oom'),
  form: z.enum(['watcher', 'event', 'watcher-stopped']),
  node: z.string().optional(),
  victimPid: z.number().optional(),
  victimComm: z.string().optional(),
  taskCgroup: z.string().optional().describe("ContainerName of cAdvisor: the task's cgroup"),
  limitCgroup: z.string().optional().describe('VictimContainerName of cAdvisor: the owner of the limit'),
  constraint: z.string().optional(),
  diedAt: z.string().optional().describe('as printed'),
})

/** A condition of the node, as the kubelet logs it: memory pressure, ready. */
export const kubeletNodeConditionSchema = kubeletBase.extend({
  type: z.literal('kubelet-node-condition'),
  reason: z.string().optional(),
  node: z.string().optional(),
  condition: z.string().optional(),
  status: z.string().optional(),
  ...seriesSchema.partial().shape,
})

/** What a `kubelet-notice` can be about. */
export const KUBELET_NOTICES = [
  'golang-settings',
  'effective-configuration',
  'started',
  'sync-loop-started',
  'container-manager-failed',
  'sync-skipped',
  'cgroup-root-default',
  'cgroup-driver-from-runtime',
  'registering',
  'registered',
  'previously-registered',
  'device-capacity',
  'cgroup-create-failed',
  'container-died',
  'pod-lifecycle',
  'killing-container',
  'qos-update-failed',
  'qos-reserved',
  'node-shutdown',
  'machine',
] as const

/** Any other line of the kubelet that says something about its start, its node or the death of a container. */
export const kubeletNoticeSchema = kubeletBase.extend({
  type: z.literal('kubelet-notice'),
  notice: z.enum(KUBELET_NOTICES),
  node: z.string().optional(),
  pod: podRefSchema.optional(),
  containerId: z.string().optional(),
  memoryCapacityBytes: z.number().optional().describe('machine: what cAdvisor read as the RAM of the node'),
  cgroupDriver: z.string().optional(),
  gracePeriodSec: z.number().optional(),
  exitCode: z.number().optional().describe('container-died: where the line has it'),
  reason: z.string().optional().describe('why, as the line says'),
  error: z.string().optional(),
})

/** A limit of a cgroup, or the one that systemd holds for it, as somebody read it at a moment. */
export const limitObservedSchema = eventBaseSchema.extend({
  type: z.literal('limit-observed'),
  cgroup: z.string(),
  holder: z
    .enum(['cgroup', 'systemd', 'kubelet'])
    .describe(
      "who says so: the cgroup's file, systemd's unit, the eviction manager's capacity (read from the file)",
    ),
  property: z
    .string()
    .describe('memory.max, memory.limit_in_bytes, MemoryMax, MemoryLimit, allocatableMemory.available'),
  limitBytes: limitSchema,
  availableBytes: z.number().optional(),
  leastAvailableBytes: z.number().optional(),
  activeSince: z.string().optional().describe('ActiveEnterTimestamp of the unit, as printed'),
  pid: z.number().optional(),
  ...placesSchema.shape,
  ...seriesSchema.partial().shape,
})

/** A pod as the kubelet names it. */
export type PodRef = z.infer<typeof podRefSchema>
/** An eviction threshold: an amount or a share of the capacity. */
export type Threshold = z.infer<typeof thresholdSchema>
/** A start of the kubelet. */
export type KubeletStart = z.infer<typeof kubeletStartSchema>
/** One flag of a start of the kubelet. */
export type KubeletFlag = z.infer<typeof kubeletFlagSchema>
/** What the kubelet computes node limits from. */
export type KubeletNodeConfig = z.infer<typeof kubeletNodeConfigSchema>
/** The kubelet wrote the limit of all pods or of a reserved cgroup; the line does not say which value. */
export type KubeletAllocatableEnforced = z.infer<typeof kubeletAllocatableEnforcedSchema>
/** The kubelet could not write a limit. */
export type KubeletAllocatableFailed = z.infer<typeof kubeletAllocatableFailedSchema>
/** A step of the eviction manager. */
export type KubeletEviction = z.infer<typeof kubeletEvictionSchema>
/** What the kubelet's OOM watcher saw. */
export type KubeletSystemOom = z.infer<typeof kubeletSystemOomSchema>
/** A condition of the node, as the kubelet logs it: memory pressure, ready. */
export type KubeletNodeCondition = z.infer<typeof kubeletNodeConditionSchema>
/** Another line of the kubelet that says something about its start, its node or the death of a container. */
export type KubeletNotice = z.infer<typeof kubeletNoticeSchema>
/** A limit of a cgroup, as somebody read it at a moment. */
export type LimitObserved = z.infer<typeof limitObservedSchema>
