import type { Event } from '../../record/index.js'

/** The numbers of the log data model. */
export const INFO = 9
export const WARN = 13
export const ERROR = 17
export const FATAL = 21

/** How bad it is that this happened. */
export function severityOf(event: Event): number {
  switch (event.type) {
    case 'oom':
      return event.outcome === 'panic' ? FATAL : ERROR
    case 'userspace-oom-kill':
      return event.stage === 'killed' || event.stage === 'escalated' ? ERROR : WARN
    case 'systemd-unit-oom':
    case 'runtime-oom':
    case 'container-oom-killed':
    case 'kubelet-system-oom':
    case 'kubelet-allocatable-failed':
      return ERROR
    case 'page-allocation-failure':
    case 'kubelet-eviction':
    case 'pod-evicted':
    case 'clock-step':
      return WARN
    default:
      return INFO
  }
}
