import * as z from 'zod'
import {
  kubeletAllocatableEnforcedSchema,
  kubeletAllocatableFailedSchema,
  kubeletConfigChangeSchema,
  kubeletEnforcingSchema,
  kubeletEvictionSchema,
  kubeletFlagSchema,
  kubeletNodeConditionSchema,
  kubeletNodeConfigSchema,
  kubeletNoticeSchema,
  kubeletStartSchema,
  kubeletSystemOomSchema,
  limitObservedSchema,
} from './kubelet.js'
import {
  bootSchema,
  cgroupUsageSchema,
  clockStepSchema,
  configFileModifiedSchema,
  containerOomKilledSchema,
  kubeletConfigSchema,
  kubernetesEventSchema,
  machineMemorySchema,
  nodeAllocatableSchema,
  podEvictedSchema,
  podSpecSchema,
} from './node-facts.js'
import { type OomEvent, oomEventSchema } from './oom.js'
import { type PageAllocationFailure, pageAllocationFailureSchema } from './page-allocation-failure.js'
import { containerExitSchema, runtimeOomSchema, userspaceOomKillSchema } from './runtime.js'
import { systemdReloadSchema, systemdUnitOomSchema, systemdUnitStateSchema } from './systemd.js'

/** One thing that happened or was stated. `type` says which, and narrows it. */
export const eventSchema = z.discriminatedUnion('type', [
  oomEventSchema,
  pageAllocationFailureSchema,
  kubeletStartSchema,
  kubeletFlagSchema,
  kubeletNodeConfigSchema,
  kubeletAllocatableEnforcedSchema,
  kubeletAllocatableFailedSchema,
  kubeletEnforcingSchema,
  kubeletConfigChangeSchema,
  kubeletEvictionSchema,
  kubeletSystemOomSchema,
  kubeletNodeConditionSchema,
  kubeletNoticeSchema,
  kubeletConfigSchema,
  systemdReloadSchema,
  systemdUnitStateSchema,
  systemdUnitOomSchema,
  userspaceOomKillSchema,
  runtimeOomSchema,
  containerExitSchema,
  configFileModifiedSchema,
  limitObservedSchema,
  cgroupUsageSchema,
  nodeAllocatableSchema,
  machineMemorySchema,
  podEvictedSchema,
  podSpecSchema,
  containerOomKilledSchema,
  kubernetesEventSchema,
  bootSchema,
  clockStepSchema,
])

/** One thing that happened or was stated. `type` says which, and narrows it. */
export type Event = z.infer<typeof eventSchema>
/** The types of events. */
export type EventType = Event['type']
/** The event of a type: `EventOf<'systemd-reload'>`. */
export type EventOf<Type extends EventType> = Extract<Event, { type: Type }>

/** An event that has no id yet: ids are given in the order of the document. */
export type FoundEvent = Event extends infer One ? (One extends Event ? Omit<One, 'id'> : never) : never

/** What the kernel's dumps become. */
export type DumpEvent = OomEvent | PageAllocationFailure
