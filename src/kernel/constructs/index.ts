import type { Construct } from '../construct.js'
import { groupKill, reaper } from './after.js'
import {
  allocationFailure,
  allocationStall,
  slubDetail,
  slubFailure,
  vmallocError,
  vmallocFailure,
} from './allocation-failure.js'
import { bareFrame, frame, registers, traceHeading, traceMarker, traceNotes } from './call-trace.js'
import { noKillable, panic } from './end.js'
import { hardware, identity, taintNames, workqueue } from './identity.js'
import { compactionDisabled, cpusetLine, invocation } from './invocation.js'
import { alreadyExiting, killed, killNotes, pinned, selection, sharing } from './kill.js'
import {
  buddyLine,
  globalCounters,
  hugepagesLine,
  lowmemReserve,
  memInfoHeading,
  nodeLine,
  pageTotal,
  perCpuHeading,
  perCpuRow,
  swapCacheStats,
  swapTotal,
  zoneLine,
} from './mem-info.js'
import {
  limitReached,
  memcgCounter,
  protection,
  statsCut,
  statsEntry,
  statsHeading,
  statsInLine,
  taskIn,
} from './memcg.js'
import { allocationsHeading, allocationsRow, slabHeading, slabRow } from './slab.js'
import { tableHeader, tableTitle, taskRow } from './task-table.js'
import { oomKill } from './verdict.js'

/** Every line form of an OOM dump. A new form of the kernel is one construct and one row here. */
export const CONSTRUCTS: readonly Construct[] = [
  invocation,
  compactionDisabled,
  cpusetLine,
  identity,
  taintNames,
  hardware,
  workqueue,
  traceHeading,
  frame,
  traceMarker,
  bareFrame,
  registers,
  traceNotes,
  taskIn,
  limitReached,
  memcgCounter,
  statsInLine,
  statsHeading,
  statsEntry,
  statsCut,
  memInfoHeading,
  perCpuHeading,
  perCpuRow,
  nodeLine,
  zoneLine,
  lowmemReserve,
  buddyLine,
  hugepagesLine,
  pageTotal,
  swapCacheStats,
  swapTotal,
  globalCounters,
  allocationsHeading,
  allocationsRow,
  slabHeading,
  slabRow,
  protection,
  tableTitle,
  tableHeader,
  taskRow,
  oomKill,
  selection,
  killed,
  alreadyExiting,
  killNotes,
  noKillable,
  panic,
  groupKill,
  sharing,
  pinned,
  reaper,
  allocationFailure,
  allocationStall,
  vmallocFailure,
  vmallocError,
  slubFailure,
  slubDetail,
] as Construct[]
