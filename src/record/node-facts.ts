import * as z from 'zod'
import { limitSchema } from './amount.js'
import { eventBaseSchema, placesSchema } from './event-base.js'
import { quantitySchema, thresholdSchema } from './kubelet.js'

/** When a configuration file was last changed. */
export const configFileModifiedSchema = eventBaseSchema.extend({
  type: z.literal('config-file-modified'),
  path: z.string(),
  sizeBytes: z.number().optional(),
  changedAt: z.string().optional().describe('ctime as printed'),
  bornAt: z.string().optional().describe('birth time as printed'),
  basis: z.enum(['stat', 'ls', 'live-file', 'stated']),
  ...placesSchema.shape,
})

/** A configuration of the kubelet as a file or a command line has it: what the next start reads. */
export const kubeletConfigSchema = eventBaseSchema.extend({
  type: z.literal('kubelet-config'),
  form: z.enum(['yaml', 'json', 'configz', 'flags', 'environment']),
  cgroupDriver: z.string().optional(),
  enforceNodeAllocatable: z.array(z.string()).optional(),
  kubeReserved: z.record(z.string(), quantitySchema).optional(),
  systemReserved: z.record(z.string(), quantitySchema).optional(),
  kubeReservedMemoryBytes: z.number().optional(),
  systemReservedMemoryBytes: z.number().optional(),
  kubeReservedCgroup: z.string().optional(),
  systemReservedCgroup: z.string().optional(),
  evictionHard: z.array(thresholdSchema).optional(),
  lines: placesSchema.shape.lines,
})

/** The node object: what the API says of capacity and allocatable, as the kubelet of then reported it. */
export const nodeAllocatableSchema = eventBaseSchema.extend({
  type: z.literal('node-allocatable'),
  node: z.string(),
  capacityBytes: z.number().optional(),
  allocatableBytes: z.number().optional(),
  hugepagesBytes: z.number().optional(),
  kubeletVersion: z.string().optional(),
  kernelVersion: z.string().optional(),
  containerRuntimeVersion: z.string().optional(),
  bootId: z.string().optional(),
  ...placesSchema.shape,
})

/** What one container of an evicted pod used, and had asked for. */
export const containerUsageSchema = z.object({
  name: z.string(),
  usageBytes: z.number().optional(),
  requestBytes: z.number().optional(),
})

/** A pod was evicted, as the API or its events tell. */
export const podEvictedSchema = eventBaseSchema.extend({
  type: z.literal('pod-evicted'),
  pod: z.string(),
  namespace: z.string().optional(),
  podUid: z.string().optional(),
  node: z.string().optional(),
  reason: z.string().optional(),
  resource: z.string().optional(),
  thresholdBytes: z.number().optional(),
  availableBytes: z.number().optional(),
  containers: z.array(containerUsageSchema).optional(),
  ...placesSchema.shape,
})

/** A container whose last end has the reason OOMKilled, or the exit code 137. */
export const containerOomKilledSchema = eventBaseSchema.extend({
  type: z.literal('container-oom-killed'),
  pod: z.string(),
  namespace: z.string().optional(),
  podUid: z.string().optional(),
  container: z.string(),
  containerId: z.string().optional(),
  runtime: z.string().optional(),
  reason: z.string().optional(),
  exitCode: z.number().optional(),
  signal: z.number().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  restartCount: z.number().optional(),
  lines: placesSchema.shape.lines,
})

/** What a pod asks for and may have: joins kernel paths with names. */
export const podSpecSchema = eventBaseSchema.extend({
  type: z.literal('pod-spec'),
  pod: z.string(),
  namespace: z.string().optional(),
  podUid: z.string().optional(),
  /** Static pods: the hash that stands in the cgroup path instead of the uid. */
  configHash: z.string().optional(),
  node: z.string().optional(),
  qosClass: z.string().optional(),
  containers: z.array(
    z.object({
      name: z.string(),
      containerId: z.string().optional(),
      memoryLimitBytes: z.number().optional(),
      memoryRequestBytes: z.number().optional(),
    }),
  ),
  ...placesSchema.shape,
})

/** Any other Kubernetes event that says something about the memory or the life of a node or a pod. */
export const kubernetesEventSchema = eventBaseSchema.extend({
  type: z.literal('kubernetes-event'),
  reason: z.string(),
  kind: z.string().optional(),
  name: z.string().optional(),
  namespace: z.string().optional(),
  component: z.string().optional(),
  count: z.number().optional(),
  firstAt: z.string().optional(),
})

/** The machine's memory as /proc/meminfo or `free` had it. */
export const machineMemorySchema = eventBaseSchema.extend({
  type: z.literal('node-memory'),
  memTotalBytes: z.number(),
  memFreeBytes: z.number().optional(),
  memAvailableBytes: z.number().optional(),
  swapTotalBytes: z.number().optional(),
  hugepagesTotal: z.number().optional(),
  hugepageSizeBytes: z.number().optional(),
  ...placesSchema.shape,
})

/** What a cgroup's own files say beside its limit. */
export const cgroupUsageSchema = eventBaseSchema.extend({
  type: z.literal('cgroup-usage'),
  cgroup: z.string(),
  usageBytes: z.number().optional(),
  peakBytes: z.number().optional(),
  failcnt: z.number().optional(),
  oomKills: z.number().optional(),
  highBytes: limitSchema.optional(),
})

/** A boot of the machine. */
export const bootSchema = eventBaseSchema.extend({
  type: z.literal('boot'),
  bootId: z.string().optional(),
  kernelRelease: z.string().optional(),
  form: z.enum(['kernel-banner', 'journal-mark', 'btime', 'boot-list']),
})

/** The wall clock and the kernel's clock went apart: somebody set the time, or the machine slept. */
export const clockStepSchema = eventBaseSchema.extend({
  type: z.literal('clock-step'),
  stepMs: z.number().describe('by how much the wall clock gained on the kernel clock'),
  kind: z.enum(['suspend', 'set', 'drift']),
})

/** When a configuration file was last changed. */
export type ConfigFileModified = z.infer<typeof configFileModifiedSchema>
/** A configuration of the kubelet: what its next start reads. */
export type KubeletConfig = z.infer<typeof kubeletConfigSchema>
/** Capacity and allocatable of the node object. */
export type NodeAllocatable = z.infer<typeof nodeAllocatableSchema>
/** A pod was evicted, as the API or its events tell. */
export type PodEvicted = z.infer<typeof podEvictedSchema>
/** A container whose last end was an OOM kill, or had the exit code 137. */
export type ContainerOomKilled = z.infer<typeof containerOomKilledSchema>
/** What a pod asks for and may have. */
export type PodSpec = z.infer<typeof podSpecSchema>
/** Another event of Kubernetes about the memory or the life of a node or a pod. */
export type KubernetesEvent = z.infer<typeof kubernetesEventSchema>
/** The machine's memory as /proc/meminfo or `free` had it. */
export type MachineMemory = z.infer<typeof machineMemorySchema>
/** What a cgroup's own files say beside its limit. */
export type CgroupUsage = z.infer<typeof cgroupUsageSchema>
/** A boot of the machine. */
export type Boot = z.infer<typeof bootSchema>
/** The wall clock and the kernel's clock went apart. */
export type ClockStep = z.infer<typeof clockStepSchema>
