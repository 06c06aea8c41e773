import type { EventOf } from '../record/index.js'
import { counted } from './bytes.js'
import type { Lines } from './line.js'
import { process } from './name.js'
import { bytes, container, list, shortName, told, words } from './phrases.js'

/** systemd, the runtimes and the killers of user space in the timeline. */
export const DAEMON_LINES: Lines<
  | 'systemd-reload'
  | 'systemd-unit-state'
  | 'systemd-unit-oom'
  | 'userspace-oom-kill'
  | 'runtime-oom'
  | 'container-exit'
> = {
  'systemd-reload': { word: 'reload', says: reload },
  'systemd-unit-state': {
    word: 'unit',
    says: (event) =>
      list(
        `${shortName(event.unit ?? event.description)} ${words(event.state)}`,
        event.result,
        event.code,
        event.statusName ?? told('status', event.status),
        told('restart', event.restartCounter),
        told('memory peak', event.memoryPeak),
      ),
  },
  'systemd-unit-oom': {
    word: 'unit-oom',
    says: ({ unit, by, form, killedProcesses }) =>
      list(
        form === 'result' ? `${shortName(unit)} failed: oom-kill` : `a process of ${shortName(unit)} killed`,
        by === 'unknown' ? '' : `by ${by === 'kernel' ? 'the kernel' : by}`,
        killedProcesses === undefined ? '' : counted(killedProcesses, 'process', 'processes'),
      ),
  },
  'userspace-oom-kill': { word: 'user-oom', says: userspaceKill },
  'runtime-oom': {
    word: 'runtime-oom',
    says: ({ runtime, containerId, victimComm, victimPid }) =>
      list(
        `${runtime} saw an OOM`,
        container(containerId),
        told('victim', process({ comm: victimComm, pid: victimPid })),
      ),
  },
  'container-exit': {
    word: 'exit',
    says: ({ containerId, exitCode, runtime, pid }) =>
      list(
        `${container(containerId)} ended`,
        told('exit code', exitCode),
        told('pid', pid),
        `says ${runtime}`,
      ),
  },
}

function reload(event: EventOf<'systemd-reload'>): string {
  const { kind, rejected, clientComm, clientPid, clientUnit, durationMs } = event
  return list(
    `systemd ${kind === 'reload' ? 'daemon-reload' : 'daemon-reexec'}${rejected === true ? ' refused' : ''}`,
    told('asked by', process({ comm: clientComm, pid: clientPid })),
    told('of', shortName(clientUnit)),
    durationMs === undefined ? '' : `took ${durationMs} ms`,
  )
}

function userspaceKill(event: EventOf<'userspace-oom-kill'>): string {
  const { killer, stage, reason, cgroup, pressurePercent, limitPercent } = event
  return list(
    `${killer} ${words(stage)}`,
    process({ comm: event.comm, pid: event.pid }),
    shortName(cgroup),
    reason === undefined ? '' : `for ${words(reason)}`,
    pressurePercent === undefined ? '' : `pressure ${pressurePercent}%`,
    limitPercent === undefined ? '' : `limit ${limitPercent}%`,
    bytes('memory used', event.memoryUsedBytes),
    bytes('swap used', event.swapUsedBytes),
    event.rssMiB === undefined ? '' : `rss ${event.rssMiB} MiB`,
    event.signal,
  )
}
