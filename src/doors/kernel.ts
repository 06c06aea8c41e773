/**
 * `oomparse/kernel`: the OOM dumps of a kernel log as records, without other logs, times, timeline and findings.
 *
 * @module
 */
export { frame } from '../framing/index.js'
export { type KernelEvent, type KernelLog, type ParseKernelOptions, parseKernelLog } from '../kernel-log.js'
export type {
  At,
  EventOf,
  FramingName,
  LogLine,
  OomEvent,
  PageAllocationFailure,
  Problem,
  Task,
  Victim,
} from '../record/index.js'
