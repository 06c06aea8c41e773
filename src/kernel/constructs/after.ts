import { countsShape, integer, optionalBlanks, P, untilLast } from '../../grammar/index.js'
import { construct } from '../construct.js'
import { kilobytes } from '../names.js'

/**
 * 4.19 and later: memory.oom.group. Kill lines of the members follow; the path is the cgroup with the setting, which
 * can be another than the one over its limit, and can follow a global OOM.
 */
export const groupKill = construct<string>({
  name: 'group-kill',
  pieces: true,
  part: 'kill',
  dumps: 'oom',
  opens: ['Tasks in '],
  begins: true,
  samples: ['Tasks in /kubepods.slice/a b are going to be killed due to memory.oom.group set'],
  parser: P.string('Tasks in ')
    .then(untilLast(' are going to be killed due to memory.oom.group set'))
    .skip(P.string(' are going to be killed due to memory.oom.group set'))
    .skip(optionalBlanks),
  once: () => 'group',
  fold(draft, path, { at }) {
    draft.cgroup.groupKill = path
    draft.cgroup.groupKillLine = at
    draft.groupKilled = true
  },
})

export interface Reaping {
  pid: number
  comm: string
  anonRssBytes?: number
  fileRssBytes?: number
  shmemRssBytes?: number
  failed?: boolean
}

/** The reaper's report, 4.6 and later: kB that were left. It comes from a thread of its own, at any time after the kill. */
export const reaper = construct<Reaping>({
  name: 'reaper',
  pieces: true,
  part: 'after',
  dumps: 'oom',
  opens: ['oom_reaper: '],
  named: true,
  begins: true,
  samples: [
    'oom_reaper: reaped process 7 (a), now anon-rss:0kB), now anon-rss:0kB, file-rss:0kB, shmem-rss:4kB',
    'oom_reaper: unable to reap pid:7 (java)',
    'oom_reaper: giving up pid:7 (java)',
  ],
  parser: P.alt(
    P.seqMap(
      P.string('oom_reaper: reaped process ').then(integer),
      P.string(' (').then(untilLast('), now anon-rss:')),
      countsShape(
        'rest',
        /\), now anon-rss:(\d+)kB, file-rss:(\d+)kB(?:, shmem-rss:(\d+)kB)? *$/,
        ([, anon, file, shmem]) => ({
          anonRssBytes: kilobytes(Number(anon)),
          fileRssBytes: kilobytes(Number(file)),
          ...(shmem === undefined ? {} : { shmemRssBytes: kilobytes(Number(shmem)) }),
        }),
      ),
      (pid, comm, left): Reaping => ({ pid, comm, ...left }),
    ),
    countsShape(
      'failure',
      /oom_reaper: (?:unable to reap|giving up) pid:(\d+) \(([\s\S]*)\) *$/,
      ([, pid, comm = '']): Reaping => ({
        pid: Number(pid),
        comm,
        failed: true,
      }),
    ),
  ),
  fold(draft, { pid, comm, ...left }, { at }) {
    draft.reaped.set(pid, { comm, ...left, line: at })
  },
})
