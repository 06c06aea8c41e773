import { describe, expect, it } from 'vitest'
import { stamped } from '../../../test/support/stamped-dump.js'
import { parse } from '../../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'
const COUNTER = 'memory: usage 4kB, limit 4kB, failcnt 0'
const STATS = 'Memory cgroup stats for /a: cache:0KB rss:0KB'
const summary = (owner: string, home = '/a') =>
  `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,${owner},task_memcg=${home},task=java,pid=7,uid=0`
const OF_MACHINE = summary('global_oom')
const OF_GROUP = summary('oom_memcg=/a')

describe('whose summary it is', () => {
  /** For each OOM, whether it has the summary. */
  const ooms = (...lines: string[]) =>
    parse(stamped(lines)).events.flatMap((event) =>
      event.type === 'oom' ? [event.constraint === undefined ? 'without' : 'with'] : [],
    )

  it.each([
    ['of a group, behind its counters', [HEAD, IDENTITY, COUNTER, OF_GROUP], ['with']],
    [
      'of the machine, behind counters of a group',
      [HEAD, IDENTITY, COUNTER, OF_MACHINE],
      ['without', 'with'],
    ],
    ['of a group, behind its statistics', [HEAD, IDENTITY, STATS, OF_GROUP], ['with']],
    [
      'of the machine, behind statistics of a group',
      [HEAD, IDENTITY, STATS, OF_MACHINE],
      ['without', 'with'],
    ],
    ['of the machine, behind Mem-Info', [HEAD, IDENTITY, 'Mem-Info:', OF_MACHINE], ['with']],
    ['of a group, behind Mem-Info', [HEAD, IDENTITY, 'Mem-Info:', OF_GROUP], ['without', 'with']],
    ['of the machine, behind a head alone', [HEAD, IDENTITY, OF_MACHINE], ['with']],
    ['of a group, behind a head alone', [HEAD, IDENTITY, OF_GROUP], ['with']],
    [
      'of the machine, with the mark of a group in a name, behind Mem-Info',
      [HEAD, IDENTITY, 'Mem-Info:', summary('global_oom', '/oom_memcg=x')],
      ['with'],
    ],
    [
      'of a group, with the mark of the machine in a name, behind counters',
      [HEAD, IDENTITY, COUNTER, summary('oom_memcg=/global_oom,', '/global_oom,')],
      ['with'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(ooms(...lines)).toEqual(expected)
  })
})
