/** How a kernel prints what all kernels print: one entry for each time that any of it changed. */
export interface Generation {
  readonly release: string
  /** What stands behind the mask in the first line. */
  readonly flags: 'none' | 'names' | 'names-nodemask' | 'names-nodemask-two-blanks'
  readonly adjustment: 'oom_adj' | 'oom_adj, oom_score_adj' | 'oom_score_adj'
  /** Until 4.20 the cpuset has a line of its own, from 5.0 on it stands in the summary. */
  readonly cpuset: 'line' | 'summary'
  readonly identity: 'Pid' | 'CPU' | 'CPU UID'
  readonly columns: readonly string[]
  readonly pidWidth: 5 | 7
  readonly hasTitle: boolean
  readonly selects?: 'a child' | 'sacrifice child'
  readonly kill: 'vsz' | 'no-shmem' | 'el6' | 'shmem' | 'el7' | 'message' | 'message-uid' | 'full'
  /** `none`: its dumps of a cgroup are not made here. */
  readonly memcg: 'none' | 'counters' | 'stats-in-line' | 'stats-in-one' | 'stats-in-lines'
}

const PTES = ['uid', 'tgid', 'total_vm', 'rss', 'nr_ptes', 'swapents', 'oom_score_adj']
const PMDS = ['uid', 'tgid', 'total_vm', 'rss', 'nr_ptes', 'nr_pmds', 'swapents', 'oom_score_adj']
const PGTABLES = ['uid', 'tgid', 'total_vm', 'rss', 'pgtables_bytes', 'swapents', 'oom_score_adj']
const SPLIT_RSS = [
  ...['uid', 'tgid', 'total_vm', 'rss', 'rss_anon', 'rss_file', 'rss_shmem'],
  ...['pgtables_bytes', 'swapents', 'oom_score_adj'],
]

const OLD = {
  flags: 'none',
  cpuset: 'line',
  identity: 'Pid',
  pidWidth: 5,
  hasTitle: false,
  memcg: 'none',
} as const
const WITH_CPU = { ...OLD, identity: 'CPU', adjustment: 'oom_score_adj', selects: 'sacrifice child' } as const
const WITH_SUMMARY = {
  flags: 'names',
  adjustment: 'oom_score_adj',
  cpuset: 'summary',
  identity: 'CPU',
  columns: PGTABLES,
  pidWidth: 7,
  hasTitle: true,
  kill: 'full',
  memcg: 'stats-in-one',
} as const

export const GENERATIONS: readonly Generation[] = [
  {
    ...OLD,
    release: '2.6.33.20',
    adjustment: 'oom_adj',
    columns: ['uid', 'tgid', 'total_vm', 'rss', 'cpu', 'oom_adj'],
    selects: 'a child',
    kill: 'vsz',
  },
  {
    ...OLD,
    release: '2.6.32-504.el6.x86_64',
    adjustment: 'oom_adj, oom_score_adj',
    columns: ['uid', 'tgid', 'total_vm', 'rss', 'cpu', 'oom_adj', 'oom_score_adj'],
    selects: 'sacrifice child',
    kill: 'el6',
  },
  {
    ...OLD,
    release: '3.2.0-4-amd64',
    adjustment: 'oom_adj, oom_score_adj',
    columns: ['uid', 'tgid', 'total_vm', 'rss', 'cpu', 'oom_adj', 'oom_score_adj'],
    selects: 'sacrifice child',
    kill: 'no-shmem',
    memcg: 'counters',
  },
  { ...WITH_CPU, release: '3.10.0-327.el7.x86_64', columns: PTES, kill: 'no-shmem', memcg: 'stats-in-line' },
  { ...WITH_CPU, release: '3.10.0-1062.el7.x86_64', columns: PTES, kill: 'el7', memcg: 'stats-in-line' },
  { ...WITH_CPU, release: '4.4.0-210-generic', columns: PMDS, kill: 'no-shmem', memcg: 'stats-in-line' },
  {
    ...WITH_CPU,
    release: '4.9.0-19-amd64',
    flags: 'names-nodemask',
    columns: PMDS,
    kill: 'shmem',
    memcg: 'stats-in-line',
  },
  {
    ...WITH_CPU,
    release: '4.14.320',
    flags: 'names-nodemask-two-blanks',
    columns: PMDS,
    kill: 'shmem',
    memcg: 'stats-in-line',
  },
  {
    ...WITH_CPU,
    release: '4.19.0-26-amd64',
    flags: 'names-nodemask',
    columns: PGTABLES,
    pidWidth: 7,
    hasTitle: true,
    kill: 'shmem',
    memcg: 'stats-in-line',
  },
  { ...WITH_SUMMARY, release: '5.2.21', kill: 'message', memcg: 'stats-in-line' },
  { ...WITH_SUMMARY, release: '4.18.0-553.el8_10.x86_64', pidWidth: 5, hasTitle: false, kill: 'message-uid' },
  { ...WITH_SUMMARY, release: '5.10.0-30-amd64' },
  { ...WITH_SUMMARY, release: '5.15.0-122-generic' },
  { ...WITH_SUMMARY, release: '6.6.50', memcg: 'stats-in-lines' },
  {
    ...WITH_SUMMARY,
    release: '6.12.9+deb13-amd64',
    identity: 'CPU UID',
    columns: SPLIT_RSS,
    memcg: 'stats-in-lines',
  },
]
